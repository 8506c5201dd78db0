/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "file-type-private.h"

/* Binary data have at least this many kinds of control characters, and at most
 * this many bytes per control character. */
#define MIN_CONTROL_KINDS 4
#define MAX_BYTES_PER_CONTROL 20

/* Number of bytes in which a format with a printable signature must contain
 * control characters. */
#define LOOK_FOR_CONTROLS 1024
/* Offsets in the local file header of a zip archive: length of the name, and
 * the name. */
#define ZIP_NAME_LENGTH 26
#define ZIP_NAME 30

#define UNPACK NULL, N_ ("unpack it first, or use gzip")
#define SAVE_UTF_8 NULL, N_ ("save it as UTF-8, for example with iconv")
#define NO_REMEDY NULL, NULL

/* Formats with a unique signature at the start. */
static const struct
{
  const char *bytes;
  gsize length;
  const char *name, *program, *remedy; /* as in limen_file_type_take() */
} signatures[] = {
#define BYTES(text) text, sizeof text - 1
  { BYTES ("\377\376\0\0"), N_ ("UTF-32 text"), SAVE_UTF_8 },
  { BYTES ("\0\0\376\377"), N_ ("UTF-32 text"), SAVE_UTF_8 },
  { BYTES ("\377\376"), N_ ("UTF-16 text"), SAVE_UTF_8 },
  { BYTES ("\376\377"), N_ ("UTF-16 text"), SAVE_UTF_8 },
  { BYTES ("\050\265\057\375"), N_ ("zstd"), UNPACK },
  { BYTES ("\3757zXZ\0"), N_ ("xz"), UNPACK },
  { BYTES ("\004\042\115\030"), N_ ("LZ4"), UNPACK },
  { BYTES ("\037\213"), N_ ("gzip inside gzip"), NULL, N_ ("unpack it once") },
  { BYTES ("7z\274\257\047\034"), N_ ("a 7-Zip archive"), UNPACK },
  { BYTES ("Rar!\032\007"), N_ ("a RAR archive"), UNPACK },
  { BYTES ("\211PNG\r\n\032\n"), N_ ("a PNG picture"), NO_REMEDY },
  { BYTES ("\377\330\377"), N_ ("a JPEG picture"), NO_REMEDY },
  { BYTES ("GIF87a"), N_ ("a GIF picture"), NO_REMEDY },
  { BYTES ("GIF89a"), N_ ("a GIF picture"), NO_REMEDY },
  { BYTES ("II*\0"), N_ ("a TIFF picture"), NO_REMEDY },
  { BYTES ("MM\0*"), N_ ("a TIFF picture"), NO_REMEDY },
  { BYTES ("%PDF-1."), N_ ("a PDF document"), NULL,
    N_ ("tables in it must be copied out by hand, or with a program "
        "such as Tabula") },
  { BYTES ("%PDF-2."), N_ ("a PDF document"), NULL,
    N_ ("tables in it must be copied out by hand, or with a program "
        "such as Tabula") },
  { BYTES ("\177ELF"), N_ ("a program"), NO_REMEDY },
  { BYTES ("\223NUMPY"), N_ ("a NumPy array (npy)"), "Python",
    "np.savetxt(\"predictions.csv\", np.load(\"predictions.npy\"), "
    "delimiter=\",\")" },
  { BYTES ("MATLAB 7.3 MAT-file"), N_ ("a MATLAB file (MAT)"), "MATLAB",
    "writetable(table(label, score), \"predictions.csv\")" },
  { BYTES ("MATLAB 5.0 MAT-file"), N_ ("a MATLAB file (MAT)"), "MATLAB",
    "writetable(table(label, score), \"predictions.csv\")" },
  { BYTES ("\211HDF\r\n\032\n"), N_ ("HDF5"), "Python",
    LIMEN_PANDAS ("pd.read_hdf(\"predictions.h5\")") },
  { BYTES ("Obj\001"), N_ ("Avro"), "Spark",
    "df.write.csv(\"predictions\", header=True)" },
  { BYTES ("SQLite format 3\0"), N_ ("a SQLite database"), "",
    "sqlite3 -header -csv predictions.db 'select label, score from "
    "predictions' > predictions.csv" },
  { BYTES ("<stata_dta>"), N_ ("a Stata file (DTA)"), "Stata",
    "export delimited using predictions.csv" },
  { BYTES ("$FL2@(#)"), N_ ("an SPSS file (SAV)"), "SPSS",
    "SAVE TRANSLATE OUTFILE='predictions.csv' /TYPE=CSV /FIELDNAMES." },
  { BYTES ("$FL3@(#)"), N_ ("an SPSS file (ZSAV)"), "SPSS",
    "SAVE TRANSLATE OUTFILE='predictions.csv' /TYPE=CSV /FIELDNAMES." },
  { BYTES ("\0\0\0\0\0\0\0\0\0\0\0\0\302\352\201\140\263\024\021\317"),
    N_ ("a SAS file (SAS7BDAT)"), "SAS",
    "proc export data=predictions outfile=\"predictions.csv\" "
    "dbms=csv; run;" },
  { BYTES ("HEADER RECORD*******LIB"), N_ ("a SAS transport file (XPT)"),
    "SAS",
    "proc export data=predictions outfile=\"predictions.csv\" "
    "dbms=csv; run;" },
};

/* Formats whose signature consists of letters, and might be a column's name;
 * binary data follow it. */
static const struct
{
  const char *bytes;
  gsize length;
  const char *name, *program, *remedy; /* as in limen_file_type_take() */
} lettered[] = {
  { BYTES ("PAR1"), N_ ("Parquet"), "Python",
    LIMEN_PANDAS ("pd.read_parquet(\"predictions.parquet\")") },
  { BYTES ("PARE"), N_ ("Parquet"), "Python",
    LIMEN_PANDAS ("pd.read_parquet(\"predictions.parquet\")") },
  { BYTES ("ARROW1"), N_ ("Arrow or Feather"), "Python",
    LIMEN_PANDAS ("pd.read_feather(\"predictions.feather\")") },
  { BYTES ("FEA1"), N_ ("Feather"), "Python",
    LIMEN_PANDAS ("pd.read_feather(\"predictions.feather\")") },
  { BYTES ("ORC"), N_ ("ORC"), "Python",
    LIMEN_PANDAS ("pd.read_orc(\"predictions.orc\")") },
  { BYTES ("BM"), N_ ("a BMP picture"), NO_REMEDY },
  { BYTES ("RIFF"), N_ ("a picture or a recording"), NO_REMEDY },
};

#define R_AS_CSV "R", "write.csv(x, \"predictions.csv\", row.names = FALSE)"

/* Whether the first bytes contain a control character other than white
 * space. */
static gboolean
has_controls (const LimenHead *head)
{
  for (gsize i = 0; i < MIN (head->length, LOOK_FOR_CONTROLS); i++)
    if (g_ascii_iscntrl (head->bytes[i]) && !g_ascii_isspace (head->bytes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
find_signature (const LimenHead *head, LimenFileType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (limen_head_begins (head, signatures[i].bytes, signatures[i].length))
      return limen_file_type_take (type, signatures[i].name,
                                   signatures[i].program, signatures[i].remedy,
                                   0);
  for (guint i = 0; i < G_N_ELEMENTS (lettered); i++)
    if (limen_head_begins (head, lettered[i].bytes, lettered[i].length)
        && has_controls (head))
      return limen_file_type_take (type, lettered[i].name, lettered[i].program,
                                   lettered[i].remedy, 0);
  return FALSE;
}

/* Recognises bzip2; "BZh" alone might be a name. */
static gboolean
find_bzip2 (const LimenHead *head, LimenFileType *type)
{
  return limen_head_begins (head, "BZh", 3) && head->length >= 10
         && memcmp (head->bytes + 4, "1AY&SY", 6) == 0
         && limen_file_type_take (type, "bzip2", UNPACK, 0);
}

/* Recognises a zlib stream, as joblib writes: "x" and a second byte that makes
 * the two a multiple of 31. "x^" alone might be a name. */
static gboolean
find_zlib (const LimenHead *head, LimenFileType *type)
{
  return head->length > 2 && head->bytes[0] == 'x'
         && (('x' << 8) + (guchar) head->bytes[1]) % 31 == 0
         && has_controls (head)
         && !g_utf8_validate_len (head->bytes,
                                  MIN (head->length, LOOK_FOR_CONTROLS), NULL)
         && limen_file_type_take (
             type, "zlib-compressed data, perhaps a joblib pickle", "Python",
             LIMEN_PANDAS (
                 "pd.DataFrame(joblib.load(\"predictions.joblib\"))"),
             0);
}

static gboolean
find_tar (const LimenHead *head, LimenFileType *type)
{
  return head->length > 262 && memcmp (head->bytes + 257, "ustar", 5) == 0
         && has_controls (head)
         && limen_file_type_take (type, "a tar archive", NULL,
                                  N_ ("unpack it first: tar -xf"), 0);
}

/* Whether a zip archive contains a file whose name has this prefix and
 * suffix. */
static gboolean
has_member (const LimenHead *head, const char *start, const char *end)
{
  const char *place = head->bytes, *stop = head->bytes + head->length;

  while ((place = memmem (place, (gsize) (stop - place), "PK\003\004", 4))
             != NULL
         && stop - place > ZIP_NAME)
    {
      const guint8 *size = (const guint8 *) place + ZIP_NAME_LENGTH;
      gsize length = MIN ((gsize) (size[0] | size[1] << 8),
                          (gsize) (stop - place - ZIP_NAME));
      g_autofree char *name = g_strndup (place + ZIP_NAME, length);

      if (g_str_has_prefix (name, start) && g_str_has_suffix (name, end))
        return TRUE;
      place += 4;
    }
  return FALSE;
}

/* Recognises a zip archive, and its kind by the names of the files in it. */
static gboolean
find_zip (const LimenHead *head, LimenFileType *type)
{
  static const struct
  {
    const char *start, *end, *name, *program, *remedy;
  } members[] = {
    { "xl/", "", N_ ("an Excel workbook (XLSX)"), NULL,
      N_ ("write it as CSV, in Excel as \"CSV UTF-8\", or in Python: "
          "pd.read_excel(\"predictions.xlsx\").to_csv(\"predictions.csv\", "
          "index=False); each row needs its true label and its score") },
    { "word/", "", N_ ("a Word document"), NO_REMEDY },
    { "ppt/", "", N_ ("a PowerPoint document"), NO_REMEDY },
    { "", ".npy", N_ ("NumPy arrays (npz)"), "Python",
      "d = np.load(\"predictions.npz\"); "
      "np.savetxt(\"predictions.csv\", "
      "np.column_stack([d[\"label\"], d[\"score\"]]), "
      "delimiter=\",\")" },
    { "", "/data.pkl", N_ ("a PyTorch file, a pickle in a zip archive"),
      "Python",
      "np.savetxt(\"predictions.csv\", torch.stack([label, score], "
      "1).numpy(), delimiter=\",\")" },
    /* fallback for any Office document */
    { "[Content_Types].xml", "", N_ ("an Office document, perhaps XLSX"), NULL,
      N_ ("write it as CSV, in Excel as \"CSV UTF-8\"; each row needs "
          "its true label and its score") },
  };

  if (!limen_head_begins (head, "PK\003\004", 4))
    return FALSE;
  if (has_member (head, "mimetype", "") && limen_head_contains (
          head, BYTES ("vnd.oasis.opendocument.spreadsheet")))
    return limen_file_type_take (
        type, "an OpenDocument spreadsheet (ODS)", "",
        "libreoffice --convert-to csv predictions.ods", 0);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (has_member (head, members[i].start, members[i].end))
      return limen_file_type_take (type, members[i].name, members[i].program,
                                   members[i].remedy, 0);
  return limen_file_type_take (type, "a zip archive", NULL,
                               N_ ("unpack it first: unzip"), 0);
}

/* Recognises OLE compound documents, by the names of their streams in
 * UTF-16. */
static gboolean
find_compound (const LimenHead *head, LimenFileType *type)
{
  if (!limen_head_begins (head, BYTES ("\320\317\021\340\241\261\032\341")))
    return FALSE;
  if (limen_head_contains (head, BYTES ("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0")))
    return limen_file_type_take (
        type, "an Office document with a password, perhaps XLSX", NULL,
        N_ ("write it as CSV, in Excel as \"CSV UTF-8\"; each row needs "
            "its true label and its score"),
        0);
  if (limen_head_contains (head, BYTES ("W\0o\0r\0d\0D\0o\0c\0u\0m\0")))
    return limen_file_type_take (type, "an old Word document", NO_REMEDY, 0);
  return limen_file_type_take (
      type, "an old spreadsheet (XLS)", NULL,
      N_ ("write it as CSV, in Excel as \"CSV UTF-8\", or in Python: "
          "pd.read_excel(\"predictions.xls\").to_csv(\"predictions.csv\", "
          "index=False); each row needs its true label and its score"),
      0);
}

/* Recognises pickles of protocols 2 to 5 by their header. */
static gboolean
find_new_pickle (const LimenHead *head, LimenFileType *type)
{
  const LimenHead start
      = { head->bytes, MIN (head->length, LOOK_FOR_CONTROLS), FALSE };

  if (head->length < 3 || head->bytes[0] != '\200' || head->bytes[1] < 2
      || head->bytes[1] > 5)
    return FALSE;
  if (limen_head_begins (&start, BYTES ("\200\002\212\012\154\374\234\106")))
    return limen_file_type_take (
        type, "a PyTorch file, a pickle", "Python",
        "np.savetxt(\"predictions.csv\", torch.stack([label, "
        "score], 1).numpy(), delimiter=\",\")",
        0);
  if (limen_head_contains (&start, BYTES ("joblib")))
    return limen_file_type_take (
        type, "a joblib pickle", "Python",
        LIMEN_PANDAS ("pd.DataFrame(joblib.load(\"predictions.joblib\"))"), 0);
  return limen_file_type_take (
      type, "a Python pickle", "Python",
      LIMEN_PANDAS ("pd.read_pickle(\"predictions.pkl\")"), 0);
}

/* Recognises Stata versions 104 to 115: version, byte order, file type,
 * zero. */
static gboolean
find_old_stata (const LimenHead *head, LimenFileType *type)
{
  return head->length > 4 && head->bytes[0] >= 104 && head->bytes[0] <= 115
         && (head->bytes[1] == 1 || head->bytes[1] == 2) && head->bytes[2] == 1
         && head->bytes[3] == 0
         && limen_file_type_take (type, "a Stata file (DTA)", "Stata",
                                  "export delimited using predictions.csv", 0);
}

/* Whether two lines are R version numbers: 65536 major + 256 minor. */
static gboolean
are_r_versions (const char *text)
{
  for (guint i = 0; i < 2; i++)
    {
      char *end;

      if (!g_ascii_isdigit (*text)
          || g_ascii_strtoull (text, &end, 10) < 0x10000 || *end != '\n')
        return FALSE;
      text = end + 1;
    }
  return TRUE;
}

/* Recognises files of R's saveRDS() and save(); the latter have an additional
 * first line. They are binary or, on request, text. */
static gboolean
find_r (const LimenHead *head, LimenFileType *type)
{
  LimenHead data = *head;
  gboolean is_saved = limen_head_begins (head, BYTES ("RDX2\n"))
                      || limen_head_begins (head, BYTES ("RDX3\n"))
                      || limen_head_begins (head, BYTES ("RDA2\n"))
                      || limen_head_begins (head, BYTES ("RDA3\n"));
  gboolean is_binary, is_text = FALSE;

  if (is_saved)
    {
      data.bytes += 5;
      data.length -= 5;
    }
  is_binary = limen_head_begins (&data, BYTES ("X\n\0\0\0\002"))
              || limen_head_begins (&data, BYTES ("X\n\0\0\0\003"));
  if (limen_head_begins (&data, BYTES ("A\n2\n"))
      || limen_head_begins (&data, BYTES ("A\n3\n")))
    {
      g_autofree char *lines
          = g_strndup (data.bytes + 4, MIN (data.length - 4, 20));

      is_text = are_r_versions (lines);
    }
  if (!is_binary && !is_text)
    return FALSE;
  if (is_saved)
    return limen_file_type_take (type, "R data (RData)", R_AS_CSV, 0);
  return limen_file_type_take (
      type, "R data (RDS)", "R",
      "write.csv(readRDS(\"predictions.rds\"), \"predictions.csv\", "
      "row.names = FALSE)",
      0);
}

/* Recognises TFRecord: a length in eight bytes and its checksum in four, then
 * an Example, whose field 1 is a Features with a map in field 1. */
static gboolean
find_tfrecord (const LimenHead *head, LimenFileType *type)
{
  return head->length > 16 && memcmp (head->bytes + 4, "\0\0\0\0", 4) == 0
         && memcmp (head->bytes, "\0\0\0\0", 4) != 0 && head->bytes[12] == 10
         && (head->bytes[14] == 10 || head->bytes[15] == 10)
         && limen_file_type_take (
             type, "TFRecord", "Python",
             "np.savetxt(\"predictions.csv\", "
             "np.column_stack([label, score]), delimiter=\",\")",
             0);
}

/* Whether a byte is a control character that text does not contain: not NUL,
 * bell, backspace, white space, SUB or ESC. */
static gboolean
is_odd_control (guchar byte)
{
  return (byte > 0 && byte < '\a') || (byte > '\r' && byte < ' '
                                        && byte != '\032' && byte != '\033');
}

/* Recognises formats that are not text. */
gboolean
limen_file_type_find_binary (const LimenHead *head, LimenFileType *type)
{
  static gboolean (*const finders[]) (const LimenHead *, LimenFileType *) = {
    find_signature, find_bzip2,      find_zlib,      find_tar, find_zip,
    find_compound,  find_new_pickle, find_old_stata, find_r,   find_tfrecord,
  };

  for (guint i = 0; i < G_N_ELEMENTS (finders); i++)
    if (finders[i](head, type))
      return TRUE;
  return FALSE;
}

/* Recognises binary data of unknown format. A single kind of control character
 * might be a delimiter. */
gboolean
limen_file_type_find_unknown (const LimenHead *head, LimenFileType *type)
{
  gboolean is_seen[' '] = { FALSE };
  gsize n = 0;
  guint n_kinds = 0;

  for (gsize i = 0; i < head->length; i++)
    {
      guchar byte = (guchar) head->bytes[i];

      if (!is_odd_control (byte))
        continue;
      n++;
      n_kinds += !is_seen[byte];
      is_seen[byte] = TRUE;
    }
  return n_kinds >= MIN_CONTROL_KINDS
         && n * MAX_BYTES_PER_CONTROL >= head->length
         && limen_file_type_take (
             type, "binary data of an unknown format", NULL,
             N_ ("write the predictions as CSV with the program that made "
                 "them"),
             0);
}
