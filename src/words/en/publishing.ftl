## To readers and back, and what stands against it.

usage-lead = { $count ->
    [one] 1 entry refers to { $name }.
   *[other] { $count } entries refer to { $name }.
}
usage-heading = { $count ->
    [one] 1 entry uses this
   *[other] { $count } entries use this
}
