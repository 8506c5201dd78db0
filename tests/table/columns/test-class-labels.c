/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-cases.h"
#include "dataset.h"
#include "support.h"

/* Several label columns, and options about labels. */
static void
test_labels (void)
{
  static const ClassCase cases[] = {
    /* each 0 or 1 */
    { "label_a,label_b,prob_a,prob_b\n1,1,0.75,0.5\n0,1,0.25,1\n", "",
      "multilabel probability a:1,b:2 11=0.75/0.5 01=0.25/1" },
    { "prob_a,prob_b,true_b,true_a\n0.75,0.5,1,0\n0.25,1,1,1\n", "",
      "multilabel probability a:1,b:2 01=0.75/0.5 11=0.25/1" },
    { "a,b,logit_a,logit_b\nyes,no,2,-3\nTRUE,t,0.5,1\n", "label=a,b",
      "multilabel logit a:2,b:1 10=2/-3 11=0.5/1" },
    { "a,b,p_a,p_b\n1.0,0,0.5,0.5\n1,1,0,1\n", "label=a label=b",
      "multilabel probability a:2,b:1 10=0.5/0.5 11=0/1" },
    { "b,a,p_a,p_b\n1,0,0.5,0.5\n1,1,0,1\n", "label=a,b score=p_a,p_b",
      "multilabel probability a:1,b:2 01=0.5/0.5 11=0/1" },
    { "\"a,b\",c,\"p a,b\",p c\n1,0,0.5,0.5\n1,1,0,1\n", "label=a,b label=c",
      "multilabel probability a,b:2,c:1 10=0.5/0.5 11=0/1" },
    /* exactly one of them per row; independent labels if the options say
     * multilabel */
    { "label_a,label_b,prob_a,prob_b\n1,0,0.75,0.25\n0,1,0.25,0.75\n", "",
      "multiclass probability a:1,b:1 0(1 0)=0.75/0.25 1(0 1)=0.25/0.75" },
    { "label_a,label_b,prob_a,prob_b\n1,0,0.75,0.25\n0,1,0.25,0.75\n",
      "task=multilabel",
      "multilabel probability a:1,b:1 10=0.75/0.25 01=0.25/0.75" },
    /* soft labels; the class is the first of the most likely ones */
    { "label_a,label_b,label_c,prob_a,prob_b,prob_c\n"
      "0.2,0.5,0.3,0.25,0.5,0.25\n0.4,0.2,0.4,1,0,0\n",
      "",
      "multiclass probability a:1,b:1,c:0 1(0.2 0.5 0.3)=0.25/0.5/0.25 "
      "0(0.4 0.2 0.4)=1/0/0" },
    { "label_a,label_b,prob_a,prob_b\n0.2,0.8005,1,0\n0.7,0.2995,0,1\n", "",
      "multiclass probability a:1,b:1 1(0.2 0.8005)=1/0 0(0.7 0.2995)=0/1" },
    /* soft labels of two classes in one column; above one half it is the
     * second class */
    { "y,prob\n0.25,0.5\n0.5,0.75\n0.75,1\n1,0\n0,0.25\n",
      "task=binary label=y score=prob",
      "binary probability 0:3,1:2 0(0.25)=0.5 0(0.5)=0.75 1(0.75)=1 1(1)=0 "
      "0(0)=0.25" },
    { "y,prob\n0.25,0.5\n0.75,1\n", "task=binary label=y positive=0",
      "binary probability 0:1,1:1 0(0.75)=0.5 1(0.25)=1" },
    { "y,logit\n\"0,25\",\"-2,5\"\n\"1\",\"3,5\"\n",
      "task=binary label=y score=logit",
      "binary logit 0:1,1:1 0(0.25)=-2.5 1(1)=3.5" },
    /* top labels */
    { "y,guess,confidence\ncat,dog,0.5\ndog,dog,0.75\ncow,cat,1\n",
      "predicted=guess",
      "multiclass probability cat:1,cow:1,dog:1 0~2=0.5 2~2=0.75 1~0=1" },
    { "y,prediction,confidence\n3,1,0.5\n1,1,0.75\n2,3,0.25\n",
      "predicted=prediction",
      "multiclass probability 1:1,2:1,3:1 2~0=0.5 0~0=0.75 1~2=0.25" },
    /* no class is always first: the columns are not ranks */
    { "y,prob_0,prob_1,prob_2,prob_3\n0,0.25,0.25,0.25,0.25\n"
      "3,0.25,0.25,0.25,0.25\n",
      "",
      "multiclass probability 0:1,1:0,2:0,3:1 0=0.25/0.25/0.25/0.25 "
      "3=0.25/0.25/0.25/0.25" },
    /* names that equal the labels in every character */
    { "label,x=1,x=2,>5>\nx=1,0.5,0.25,0.25\n>5>,0.25,0.25,0.5\n"
      "x=2,0.25,0.5,0.25\n",
      "",
      "multiclass probability x=1:1,x=2:1,>5>:1 0=0.5/0.25/0.25 "
      "2=0.25/0.25/0.5 1=0.25/0.5/0.25" },
    /* two classes: binary, unless the options say multiclass */
    { "y,pred,confidence\na,a,0.75\nb,b,1\nb,a,0.625\na,b,0.5625\n"
      "a,a,1\nb,b,0.875\n",
      "",
      "binary probability a:3,b:3 0=0.25 1=1 1=0.375 0=0.5625 0=0 1=0.875" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\nb,a,0.625\na,b,0.5625\n"
      "a,a,1\nb,b,0.875\n",
      "positive=a",
      "binary probability a:3,b:3 0=0.75 1=0 1=0.625 0=0.4375 0=1 1=0.125" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\nb,a,0.625\na,b,0.5625\n"
      "a,a,1\nb,b,0.875\n",
      "task=binary positive=a predicted=pred",
      "binary probability a:3,b:3 0=0.75 1=0 1=0.625 0=0.4375 0=1 1=0.125" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\n", "task=multiclass predicted=pred",
      "multiclass probability a:1,b:1 0~0=0.75 1~1=1" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\nc,a,0.625\n",
      "positive=a ignore=c predicted=pred",
      "binary probability a:1,b:1 0=0.75 1=0" },
    { "prediction,confidence\nb,0.5\nc,0.75\na,1\nb,0.25\n",
      "predicted=prediction unlabelled",
      "multiclass probability a:0,b:0,c:0 ~1=0.5 ~2=0.75 ~0=1 ~1=0.25" },
    /* regression */
    { "target,prediction\n-3.5,2\n1e3,0.5\n", "task=regression",
      "regression score (-3.5)=2 (1000)=0.5" },
    { "y,mean,var\n-3.5,2,0.25\n1e3,0.5,0\n", "variance=var score=mean",
      "regression score (-3.5)=2+-0.25 (1000)=0.5+-0" },
    { "y_true,y_pred,s\n1,2,3\n4,5,6\n", "variance=s",
      "regression score (1)=2+-3 (4)=5+-6" },
    { "y,p\n0,0.5\n1,0.25\n", "task=regression",
      "regression score (0)=0.5 (1)=0.25" },
    { "prediction\n0.5\n", "task=regression unlabelled",
      "regression score =0.5" },
    /* rows left out because of an ignored label, which may be a class */
    { "y,prob_a,prob_b\na,0.75,0.25\n?,x,y\nb,0.5,0.5\n ? ,1,0\n", "ignore=?",
      "binary probability a:1,b:1 0=0.25 1=0.5" },
    { "y,guess,prob\n0,0,0.25\n1,1,0.75\n-1,1,0.5\n", "ignore=-1.0",
      "binary probability 0:1,1:1 0=0.25 1=0.75" },
    { "y,prob_0,prob_1,prob_2\n0,1,0,0\n1,0,1,0\n2,0,0,1\n1.0,0,1,0\n",
      "ignore=1", "multiclass probability 0:1,1:0,2:1 0=1/0/0 2=0/0/1" },
    { "y,prob_0,prob_1\n-100,1,0\n0,1,0\n1,0,1\n255,0,1\n",
      "ignore=-100 ignore=255", "binary probability 0:1,1:1 0=0 1=1" },
    { "y,p,q,r\n-1,0,0,1\n5,1,0,0\n6,0,1,0\n7,0,0,1\n",
      "ignore=-1 score=p,q,r",
      "multiclass probability 5:1,6:1,7:1 0=1/0/0 1=0/1/0 2=0/0/1" },
    { "target,prediction\n-3.5,2\n-999,1\n1e3,0.5\n-999.0,x\n",
      "task=regression ignore=-999", "regression score (-3.5)=2 (1000)=0.5" },
    { "label_a,label_b,prob_a,prob_b\n0.25,0.75,1,0\n-1,-1,0.5,0.5\n"
      "0.75,0.25,0,1\n0.5,-1,0,1\n",
      "ignore=-1",
      "multiclass probability a:1,b:1 1(0.25 0.75)=1/0 0(0.75 0.25)=0/1" },
    /* no labels, where they are optional */
    { "prob_b,prob_a\n0.75,0.25\n", "unlabelled",
      "binary probability a:0,b:0 =0.75" },
    { "prob_b,prob_a\n0.75,0.25\n", "unlabelled class=a class=b",
      "binary probability a:0,b:0 =0.75" },
    { "id,b,a\n1,0.75,0.25\n", "unlabelled class=a class=b task=multiclass",
      "multiclass probability b:0,a:0 =0.75/0.25" },
    { "prob_x,prob_y\n0.75,0.25\n",
      "unlabelled class=a class=b task=multiclass score=prob_x,prob_y",
      "multiclass probability a:0,b:0 =0.75/0.25" },
    { "p0,p1,p2\n0.75,0.25,0\n", "unlabelled class=2 class=0 class=1",
      "multiclass probability 0:0,1:0,2:0 =0.75/0.25/0" },
    { "prob_a,prob_b\n0.75,0.5\n", "unlabelled task=multilabel",
      "multilabel probability a:0,b:0 =0.75/0.5" },
    { "prob_a\n0.75\n", "unlabelled task=multilabel",
      "multilabel probability a:0 =0.75" },
    { "id,logit\n1,0.75\n", "unlabelled task=multilabel class=a",
      "multilabel logit a:0 =0.75" },
    { "label_a,prob_a\n1,0.75\n0,0.5\n", "task=multilabel",
      "multilabel probability a:1 1=0.75 0=0.5" },
    /* labels by order: not all occur, but the options name all */
    { "y,p1,p2,p3\ncat,0.5,0.25,0.25\neel,0.25,0.25,0.5\n",
      "unlabelled class=cat class=dog class=eel task=multiclass",
      "multiclass probability cat:1,dog:0,eel:1 0=0.5/0.25/0.25 "
      "2=0.25/0.25/0.5" },
    /* scores that are not probabilities */
    { "y,score_a,score_b\na,3,-4\nb,0.5,1\n", "",
      "binary score a:1,b:1 0=-7 1=0.5" },
    { "y,score_a,score_b\na,3,-4\nb,0.5,1\n", "kind=logit",
      "binary logit a:1,b:1 0=-7 1=0.5" },
    /* an ignored row does not affect the kind of the scores */
    { "y,prob_a,prob_b\na,0.75,0.25\nc,7,8\nb,0.5,0.5\n", "skip",
      "binary probability a:1,b:1 0=0.25 1=0.5" },
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n0.5,0.1,7,8\n",
      "skip task=multiclass",
      "multiclass probability a:1,b:0 0(0.5 0.5)=1/0" },
    /* nor the kind of the labels, if it has no numbers */
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\nx,0.5,1,0\n", "skip",
      "multiclass probability a:1,b:0 0(0.5 0.5)=1/0" },
  };

  class_cases_check (cases, G_N_ELEMENTS (cases));
}

/* Scores whose transformation is inverted by --undo. */
static void
test_undo (void)
{
  static const ClassCase cases[] = {
    { "y,prob_a,prob_b\na,75,25\nb,0,100\n", "undo=percent",
      "binary probability a:1,b:1 0=0.25 1=1" },
    { "y,p\n1,75\n0,12.5\n", "undo=percent",
      "binary probability 0:1,1:1 1=0.75 0=0.125" },
    { "y,p\n1,0.6224593312018546\n0,0.5\n", "undo=sigmoid",
      "binary probability 0:1,1:1 1=0.5 0=0" },
    { "label_a,label_b,prob_a,prob_b\n"
      "1,1,0.6224593312018546,0.7310585786300049\n0,0,0.5,0.5\n",
      "undo=sigmoid", "multilabel probability a:1,b:1 11=0.5/1 00=0/0" },
    /* softmax (0.5, 0.25, 0.25), softmax (0, 1, 0) */
    { "y,prob_a,prob_b,prob_c\n"
      "a,0.390991315159432,0.304504342420284,0.304504342420284\n"
      "b,0.21194155761708544,0.5761168847658291,0.21194155761708544\n",
      "undo=softmax",
      "multiclass probability a:1,b:1,c:0 0=0.5/0.25/0.25 1=0/1/0" },
    /* in single precision */
    { "y,prob_a,prob_b\na,0.26894143,0.7310586\nb,0.5,0.5\n", "undo=softmax",
      NULL },
  };

  class_cases_check (cases, G_N_ELEMENTS (cases) - 1);
  for (gsize block_size = 0; block_size < 2; block_size++)
    {
      g_autoptr (GError) error = NULL;
      const ClassCase *single = &cases[G_N_ELEMENTS (cases) - 1];
      g_autoptr (LimenDataset) dataset = class_case_read (
          single->text, single->options, block_size, &error);

      g_assert_no_error (error);
      g_assert_cmpint (limen_dataset_get_undone (dataset), ==,
                       LIMEN_UNDO_SOFTMAX);
      test_assert_near (
          limen_dataset_get_predictions (dataset)->scores[0][0], 1, 1e-6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-labels/labels", test_labels);
  g_test_add_func ("/class-labels/undo", test_undo);
  return g_test_run ();
}
