/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "file-type.h"
#include "support.h"
#include "table-error.h"

#define BYTES(text) text, sizeof text - 1

/* The error for a file with these bytes; NULL if it may be CSV. */
static char *
describe (const char *bytes, gsize length, gboolean is_whole)
{
  g_autoptr (GError) error = NULL;

  if (limen_file_type_check ("input", bytes, length, is_whole, &error))
    {
      g_assert_no_error (error);
      return NULL;
    }
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
  return g_strdup (error->message);
}

static const struct
{
  const char *bytes;
  gsize length;
  const char *name, *remedy; /* expected parts of the message */
} known[] = {
  { BYTES ("\377\376l\0a\0"), "UTF-16", "UTF-8" },
  { BYTES ("\377\376\0\0l\0\0\0"), "UTF-32", "UTF-8" },
  { BYTES ("\050\265\057\375zz"), "zstd", "unpack" },
  { BYTES ("\3757zXZ\0\0\004"), "xz", "unpack" },
  { BYTES ("BZh91AY&SY\001\002"), "bzip2", "unpack" },
  { BYTES ("\037\213\010\0"), "gzip inside gzip", "once" },
  { BYTES ("x\234\313\000\002\377\001"), "zlib", "joblib.load" },
  { BYTES ("x^\313\000\002\377\001"), "zlib", "joblib.load" },
  { BYTES ("\211PNG\r\n\032\n\0\0"), "PNG picture", "picture" },
  { BYTES ("GIF89a\001\0"), "GIF picture", "picture" },
  { BYTES ("BM\066\0\0\0\0\0"), "BMP picture", "picture" },
  { BYTES ("II*\0\010\0"), "TIFF picture", "picture" },
  { BYTES ("%PDF-1.7\n%\342"), "PDF", "PDF" },
  { BYTES ("PAR1\025\004\025\020"), "Parquet", "pd.read_parquet" },
  { BYTES ("ARROW1\0\0\377\377"), "Arrow", "pd.read_feather" },
  { BYTES ("FEA1\0\0\0\0"), "Feather", "pd.read_feather" },
  { BYTES ("ORC\012\003\020\001"), "ORC", "pd.read_orc" },
  { BYTES ("Obj\001\004\026avro"), "Avro", "df.write.csv" },
  { BYTES ("\211HDF\r\n\032\n\0\0"), "HDF5", "pd.read_hdf" },
  { BYTES ("SQLite format 3\0\020"), "SQLite", "sqlite3 -header -csv" },
  { BYTES ("\223NUMPY\001\0v\0{'descr'"), "NumPy array", "np.savetxt" },
  { BYTES ("MATLAB 5.0 MAT-file, Platform"), "MATLAB", "writetable" },
  { BYTES ("MATLAB 7.3 MAT-file, Platform"), "MATLAB", "writetable" },
  { BYTES ("<stata_dta><header><release>"), "Stata", "export delimited" },
  { BYTES ("\163\002\001\0\002\0"), "Stata", "export delimited" },
  { BYTES ("\161\001\001\0\002\0"), "Stata", "export delimited" },
  { BYTES ("$FL2@(#) SPSS DATA FILE"), "SPSS", "/TYPE=CSV /FIELDNAMES" },
  { BYTES ("$FL3@(#) SPSS DATA FILE"), "SPSS", "SAVE TRANSLATE" },
  { BYTES ("\0\0\0\0\0\0\0\0\0\0\0\0\302\352\201\140\263\024\021\317\275"),
    "SAS7BDAT", "dbms=csv" },
  { BYTES ("X\n\0\0\0\003\0\004\002\002"), "RDS", "write.csv(readRDS(" },
  { BYTES ("X\n\0\0\0\002\0\002\003\0"), "RDS", "row.names = FALSE" },
  { BYTES ("A\n3\n262657\n197888\n5\nUTF-8\n"), "RDS", "write.csv" },
  { BYTES ("RDX3\nX\n\0\0\0\003\0\004"), "RData", "write.csv(x" },
  { BYTES ("RDA2\nA\n2\n197123\n131840\n"), "RData", "write.csv(x" },
  { BYTES ("\030\0\0\0\0\0\0\0\276\357\276\357\012\026\012\024\012\005label"),
    "TFRecord", "np.savetxt" },
  /* zip archives */
  { BYTES ("PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "\023\0\0\0[Content_Types].xml....."
           "PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "\017\0\0\0xl/workbook.xml...."),
    "Excel workbook (XLSX)", "pd.read_excel" },
  { BYTES ("PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "\023\0\0\0[Content_Types].xml....."
           "PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "\021\0\0\0word/document.xml...."),
    "Word document", "Word" },
  { BYTES ("PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "\010\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
    "OpenDocument spreadsheet (ODS)", "libreoffice --convert-to csv" },
  { BYTES ("PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "\012\0\0\0y_true.npy\223NUMPY"),
    "NumPy arrays (npz)", "np.column_stack" },
  { BYTES ("PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "\020\0\0\0archive/data.pkl\200\002"),
    "PyTorch", "np.savetxt" },
  { BYTES ("PK\003\004\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
           "\005\0\0\0a.csv..."),
    "zip archive", "unzip" },
  { BYTES ("PK\003\004xxxx"), "zip archive", "unzip" },
  { BYTES ("\320\317\021\340\241\261\032\341W\0o\0r\0k\0b\0o\0o\0k\0"),
    "XLS", "pd.read_excel" },
  { BYTES ("\320\317\021\340\241\261\032\341E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0"),
    "password", "Excel" },
  /* pickles of [1, 0], of an array or of a frame, protocols 0 to 5 */
  { BYTES ("(lp0\nI1\naI0\na."), "pickle", "pd.read_pickle" },
  { BYTES ("(dp0\nVy\np1\n(lp2\nI1\naI0\nas."), "pickle", "to_csv" },
  { BYTES ("(F0.5\nI01\ntp0\n."), "pickle", "to_csv" },
  { BYTES ("cnumpy.core.multiarray\n_reconstruct\np0\n(cnumpy\nndarray\np1\n"
           "(I0\ntp2\nS'b'\np3\ntp4\nRp5\n."),
    "pickle", "to_csv" },
  { BYTES ("ccopy_reg\n_reconstructor\np0\n(cpandas.core.frame\nDataFrame\n"
           "p1\nc__builtin__\nobject\np2\nNtp3\nRp4\n."),
    "pickle", "to_csv" },
  { BYTES ("]q\0(K\001K\0e."), "pickle", "pd.read_pickle" },
  { BYTES ("\200\002]q\0(K\001K\0e."), "pickle", "pd.read_pickle" },
  { BYTES ("\200\003]q\0(K\001K\0e."), "pickle", "pd.read_pickle" },
  { BYTES ("\200\004\225\013\0\0\0\0\0\0\0]\224(K\001K\0e."), "pickle",
    "pd.read_pickle" },
  { BYTES ("\200\004]\224."), "pickle", "pd.read_pickle" },
  { BYTES ("\200\005\225\013\0\0\0\0\0\0\0]\224(K\001K\0e."), "pickle",
    "index=False" },
  { BYTES ("\200\004\225\314\0\0\0\0\0\0\0\214\023joblib.numpy_pickle"),
    "joblib", "joblib.load" },
  { BYTES ("\200\002\212\012\154\374\234\106\371 j\250P\031."), "PyTorch",
    "np.savetxt" },
  /* JSON */
  { BYTES ("[{\"label\": 1, \"prob\": 0.5},\n {\"label\": 0}]\n"),
    "input:1: this is not a CSV file but JSON, an array",
    "pd.read_json(\"predictions.json\").to_csv" },
  { BYTES ("\357\273\277 \n[\n  {\n    \"label\": 1\n  }\n]\n"),
    "input:2: this is not a CSV file but JSON", "true label" },
  { BYTES ("{\"label\": 1, \"prob\": 0.5}\n{\"label\": 0, \"prob\": 0.2}\n"),
    "JSON lines", "lines=True" },
  { BYTES ("{\"y\": 1, \"out\": {\"p\": 0.5}}\r\n{\"y\": 0, \"out\": {}}\r\n"),
    "JSON lines", "json_normalize" },
  { BYTES ("{\"columns\": [\"y\", \"p\"], \"data\": [[1, 0.5], [0, NaN]]}"),
    "JSON, an object", "orient=\"split\"" },
  { BYTES ("{\"y\": {\"0\": 1, \"1\": 0}, \"p\": {\"0\": 0.5, \"1\": 1e-3}}"),
    "JSON, an object", "pd.read_json" },
  { BYTES ("{\"predictions\": [{\"y\": 1}, {\"y\": 0}]}"), "JSON, an object",
    "json_normalize" },
  { BYTES ("[[1, 0.5], [0, 0.25]]\n"), "JSON, an array", "json.load" },
  { BYTES ("[0.5, 0.25, -1e-3]\n"), "JSON, an array", "json.load" },
  { BYTES ("[\n0.5,\n0.25\n]\n"), "JSON, an array", "json.load" },
  { BYTES ("[\"y\", \"p\"]\n[1, 0.5]\n[0, 0.25]\n"), "JSON lines",
    "json.loads" },
  /* markup */
  { BYTES ("<!DOCTYPE html>\n<html><body>Sign in</body></html>"),
    "HTML", "link" },
  { BYTES ("\n<HTML>\n<BODY><TABLE><TR><TD>1</TD></TR></TABLE>"),
    "input:2: this is not a CSV file but HTML", "pd.read_html" },
  { BYTES ("<table border=\"1\">\n<thead><tr><th>y</th></tr>"), "HTML",
    "pd.read_html" },
  { BYTES ("<?xml version=\"1.0\"?>\n<data><row/></data>"), "XML",
    "pd.read_xml" },
  { BYTES ("<?xml version=\"1.0\"?>\n<PMML version=\"4.4\">"), "PMML",
    "predict with it" },
  { BYTES ("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet"
           "\"?><Workbook>"),
    "spreadsheet", "Excel" },
  /* other texts */
  { BYTES ("% by hand\n\n@RELATION r\n\n@ATTRIBUTE y {0,1}\n@DATA\n0\n"),
    "input:3: this is not a CSV file but ARFF", "CSVSaver" },
  { BYTES ("@relation r\n% more\n@attribute y {0,1}\n"), "ARFF", "CSVSaver" },
  { BYTES ("=== Predictions on test data ===\n\n    inst#     actual  "
           "predicted error prediction\n        1 1:no 1:no 0.731\n"),
    "Weka", "output.prediction.CSV" },
  { BYTES (" inst#     actual  predicted error prediction\n 1 1:no 1:no 1\n"),
    "Weka", "output.prediction.CSV" },
  { BYTES ("a.0 judge=ham class=ham score=-0.99\n"
           "a.1 judge=spam class=ham score=0.2\n"),
    "key=value", "(echo id,judge,class,score;" },
  { BYTES ("y=1,p=0.5\ny=0,p=0.25\n"), "key=value", "(echo y,p;" },
  { BYTES ("\n| label | prob |\n|:-----:|-----:|\n| 1 | 0.5 |\n"),
    "input:3: this is not a CSV file but a table in Markdown",
    "remove the line of dashes" },
  { BYTES ("label|prob\n--- | ---\n1|0.5\n"), "Markdown", "dashes" },
};

static void
test_known (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *message
          = describe (known[i].bytes, known[i].length, TRUE);

      g_test_message ("case %u: %s", i, message);
      g_assert_nonnull (message);
      g_assert_true (g_str_has_prefix (message, "input:"));
      if (strstr (message, known[i].name) == NULL
          || strstr (message, known[i].remedy) == NULL)
        g_error ("case %u: no \"%s\" or \"%s\" in \"%s\"", i, known[i].name,
                 known[i].remedy, message);
    }
}

/* One or two bytes of a signature are not enough: these texts are CSV, or
 * anything else that is not one of the formats. */
static const char *const csv[] = {
  "",
  "\n",
  "label,prob\n1,0.5\n",
  "label|prob\n-|0.5\n",
  "label|prob\n1|0.5\n--|--\n",
  "label\n--\n",
  /* brackets and braces: vectors, tuples, intervals, sets and names */
  "[0.1 0.9],1\n[0.8 0.2],0\n",
  "[0.1, 0.9],1\n[0.8, 0.2],0\n",
  "[0.1, 0.9];1\n[0.8, 0.2];0\n",
  "[0.1, 0.9] 1\n[0.8, 0.2] 0\n",
  "[0.93]\n[0.25]\n",
  "[0.1, 0.9]\n[0.8, 0.2]\n",
  "[0],[1],label\n0.1,0.9,1\n",
  "[0]\n",
  "[label],[prob]\n1,0.5\n",
  "[1,2),0.5\n",
  "[\n",
  "{a},0.5\n{b},0.25\n",
  "{a,b},prob\n",
  "{\"a\": 1},0.5\n{\"a\": 2},0.25\n",
  "{\"a\": 1};0.5\n{\"a\": 2};0.25\n",
  "{'a': 1}\t0.5\n",
  "\"{\"\"a\"\": 1}\",0.5\n",
  "(a),0.5\n(b),0.25\n",
  "(a)\n(b)\n",
  "(label),(prob)\n1,0.5\n",
  "]\n}\n",
  /* names that begin like operations of a pickle */
  "class\np1\np0\np1\n",
  "class\nreal\np0\n(p1\n",
  "cancer,prob\n1,0.5\n",
  "I1\nI2\nI1\n",
  "F1\nF2\n",
  "Value\n0.5\n.\n",
  "N,p\n0,0.5\n",
  "S'a'\nS'b'\n",
  "(lp0,p1\n1,0.5\n",
  "]q,p\n1,0.5\n",
  /* comments, punctuation, and letters of signatures */
  "%id,label,prob\n1,1,0.5\n",
  "% a comment\nlabel,prob\n1,0.5\n",
  "%PDF,label\n0.5,1\n",
  "@relation,prob\n1,0.5\n",
  "@relation to\tprob\n1\t0.5\n",
  "@attribute a,b\n",
  "PAR1,label\n0.5,1\n",
  "PK\003\n",
  "ORC,label\n0.5,1\n",
  "ARROW1,label\n0.5,1\n",
  "BM,label\n0.5,1\n",
  "BZh,label\n0.5,1\n",
  "RIFF,label\n0.5,1\n",
  "x^2,label\n0.5,1\n",
  "A\n3\n2\n",
  "X,label\n0.5,1\n",
  "X\nA\nB\n",
  "Obj,label\n0.5,1\n",
  "RDX3\n0.5\n",
  "q,r,s\n1,2,3\n",
  "$FL2,label\n0.5,1\n",
  "<5,0.5\n>5,0.25\n",
  "<table>,prob\n1,0.5\n",
  "<html>,0.5\n<body>,0.25\n",
  "<unk>,0.5\n<s>,0.25\n",
  "<xml>,0.5\n",
  "<stata>,0.5\n",
  "=== title ===\nlabel,prob\n1,0.5\n",
  "=== Predictions on test data ===\n\ninst#,actual,error,p\n1,1:no,,0.7\n",
  "inst#,actual,predicted,error,prediction\n1,1:no,1:no,,0.7\n",
  /* "=" in names, and in only one of several cells */
  "P(y=0),P(y=1),label\n0.5,0.5,1\n",
  "y=0,y=1,label\n0.5,0.5,1\n",
  "1,0.5,src=a,ip=b\n0,0.25,src=a,ip=b\n",
  "species=a,0.5\nspecies=b,0.25\n",
  "a=1 b=2\nlabel prob\n1 0.5\n",
};

static void
test_csv (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (csv); i++)
    {
      g_autofree char *message = describe (csv[i], strlen (csv[i]), TRUE);
      g_autofree char *marked = g_strconcat ("\357\273\277", csv[i], NULL);
      g_autofree char *marked_message
          = describe (marked, strlen (marked), TRUE);

      if (message != NULL || marked_message != NULL)
        g_error ("case %u: %s", i,
                 message != NULL ? message : marked_message);
    }
}

/* A format is recognised from the first bytes of a long file, and never by
 * reading past the given length. */
static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    for (gsize length = 0; length <= known[i].length; length++)
      for (guint is_whole = 0; is_whole < 2; is_whole++)
        {
          char *exact = g_memdup2 (known[i].bytes, length);
          g_autofree char *message = describe (exact, length, is_whole);

          g_free (exact);
          if (length == known[i].length && !is_whole
              && strstr (known[i].bytes, "=0.25") == NULL)
            g_assert_nonnull (message);
        }
}

/* Long files, of which the given bytes are a small part. */
static void
test_long (void)
{
  g_autoptr (GString) array = g_string_new ("[0.5");
  g_autoptr (GString) pickle = g_string_new ("(lp0\n");
  g_autofree char *array_message = NULL, *pickle_message = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      g_string_append (array, ", 0.25");
      g_string_append (pickle, "F0.25\na");
    }
  array_message = describe (array->str, array->len, FALSE);
  pickle_message = describe (pickle->str, pickle->len, FALSE);
  g_assert_nonnull (strstr (array_message, "JSON"));
  g_assert_nonnull (strstr (pickle_message, "pickle"));
}

/* Bytes of an unknown format with many control characters are not text; a
 * single kind may be a delimiter. */
static void
test_unknown (void)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GString) delimited = g_string_new (NULL);
  g_autofree char *message = NULL, *none = NULL;

  for (guint i = 0; i < 500; i++)
    {
      g_string_append_c (bytes, (char) (i * i * 37 + 11 * i + 200));
      g_string_append (delimited, "1\0010.25\n");
    }
  message = describe (bytes->str, bytes->len, TRUE);
  none = describe (delimited->str, delimited->len, TRUE);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "binary data of an unknown format"));
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-type/known", test_known);
  g_test_add_func ("/file-type/csv", test_csv);
  g_test_add_func ("/file-type/cut", test_cut);
  g_test_add_func ("/file-type/long", test_long);
  g_test_add_func ("/file-type/unknown", test_unknown);
  return g_test_run ();
}
