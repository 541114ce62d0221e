books = Playbooks
books-why = How each kind of complaint is assessed, how long it takes, what evidence is asked for and what is said first stands in these files.
books-no = { $no ->
  [0] All are as shipped.
 *[other] Activation { $no } counts.
}
books-broken = What was activated cannot be read by this version of the program; those before go on:
books-all = Playbooks that count
books-past = Activations
books-past-none = Nothing was changed yet; all are as shipped.
book-common = What all kinds share
book-new = A new kind
book-version = Version
book-digest = Digest
book-since = Since
book-by = By
book-shipped = As shipped
book-begin = A new kind (small letters and _)
book-begin-do = Begin
book-old = An earlier version, as a case was decided under it. It can only be read.
book-now = The one that counts now
book-text = Text
book-check = Check
book-check-means = Only checks, compares and tries it; nothing changes.
book-why = Why it changes
book-activate = Make it count
book-back = Back to the shipped text
book-activate-means = It becomes an entry of the journal and all servers follow at once. Cases that were assessed keep the version of then.
book-done = It counts now (activation { $no }).
book-wrong = What is wrong
book-wrong-none = Nothing, and all examples come out as they say.
book-line = { $file }, line { $line }
book-changes = Against what counts now
book-changes-none = Nothing differs but comments and order.
book-preview = The newest { $count } cases
book-preview-kinds = Another kind: { $count }.
book-preview-grades = Another grade: { $count }.
book-preview-classes = Another class: { $count }.
