//! What `compound-item` says where the examples of its page do not reach.

reports! {
    one_of_the_two_flows_alone_and_the_pair_is_not_declared: "compound-item", "\
item \"Terms and conditions\"
stream s {
  step a { output \"Offer & price list\", \"Terms and conditions\", Terms, \"Bed and breakfast\", \"Report on price list and stock\", Stock }
  step b { input \"Price list\", Stock, Terms }
  step c { input \"Offer & Price list\", \"Sand and gravel\" output \"R and D\", \"and\", \"Stock and\" }
}
";
}
