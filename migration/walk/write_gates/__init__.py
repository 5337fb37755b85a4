"""Whether `a`, or anybody, may write: the gates, in the order in which a write passes them.

1. What is shown: is a page shown, is a write under way already, may this run write?
   `can_write` of `widgets/commands/situation.py` offers the key, `may_begin` of
   `screens/walkthrough/write_gate.py` says why not.
2. The setting: is it to do, and does nothing stand in its way? `applicable` and `why_not_applied`
   of `migration/compare/setting.py`.
3. `read_only.py`: may this run write at all? The screen asked already, by the same
   `read_only_reason`; here it holds whoever asks. An undo is checked here too.
4. `protection.py`: is a protected deployment released, by an approved plan or its name typed? The
   name is asked for before: `when_unlocked` of `screens/walkthrough/write_gate.py`, `type_name` of
   `tui/command_line/consent.py`. An undo needs no release.
5. `migration/walk/unfinished_writes.py`: is what was sent before known to have ended? It is asked
   once more in the turn to write.
6. `migration/walk/snapshots.py`: is there a snapshot of both pools from before the first write?
   Where none can be kept, nothing is sent.
7. `migration/journal/one_writer.py`: does another process write now? Its end is waited for.
8. `decisions_since.py`: did a person decide otherwise since it was shown? In the turn to write.
9. `migration/changes/writer.py`: read again, is it as it was seen, and would AWS take it? What else
   has to hold of the resource is the change's own guards (`forbidden` in
   `migration/changes/change.py`); a stack is updated only where a person agreed to what it would do
   (`migration/changes/change_set_agreement.py`). The intent is in the record before it is sent.
10. `migration/changes/send_window.py`, asked by `migration/aws/check_before_send.py` as each
    request leaves: is what was read too old by now?

`migration/walk/applier.py` leads every write through 3 to 10; what AWS itself refuses, its answer
says (`migration/aws/refusals.py`).
"""
