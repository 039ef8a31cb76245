//! What `vague-verb` says where the examples of its page do not reach.

reports! {
    the_longest_of_the_verbs_counts_wherever_it_is_the_first_word: "vague-verb", "\
stream s {
  step \"Deal with the query\" {}
  step \"HANDLE it\" {}
  step \"take  care of it\" {}
  step handle {}
  step \"Handler training\" {}
  step \"Ask who can manage it\" {}
  step \"Take the care home over\" {}
}
";
}
