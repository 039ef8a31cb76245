package vsdlint.NAME

# Every rule whose name begins with `test_` has to hold. `with input as` gives the policy another input than the model.
test_nothing_is_found_in_nothing if {
	count(findings) == 0 with input as {"streams": []}
}
