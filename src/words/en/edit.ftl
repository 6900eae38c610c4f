## The screen on which an entry is written.

used-in = { $count ->
    [one] Used in 1 entry
   *[other] Used in { $count } entries
}
