package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.TransferFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings files from a host by sftp: first into a hidden tree of the site, then to their names. */
final class ScpIn {

  private final Ssh ssh;
  private final Sftp sftp;
  private final Path area;

  ScpIn(Ssh ssh, Sftp sftp, Path area) {
    this.ssh = ssh;
    this.sftp = sftp;
    this.area = area;
  }

  /** Moves entries of one kind. */
  Moved move(Host host, List<Entry> entries) throws IOException {
    String label = "in " + host.label();
    Staging.abandoned(area, label).forEach(Staging::close);
    String measure = Measure.function(entries.get(0).kind().checksum());
    try (Staging staging = Staging.create(area, label);
        RemoteScratch scratch = RemoteScratch.create(ssh, host, entries, measure, ScpIn::lookAt)) {
      Map<Integer, TransferFault> faults = new LinkedHashMap<>();
      for (Entry entry : entries) {
        refusal(entry, scratch.answers().all(entry.item()))
            .ifPresent(reason -> faults.put(entry.item(), fault(entry, reason)));
      }
      List<Entry> there = entries.stream().filter(e -> !faults.containsKey(e.item())).toList();
      if (there.isEmpty()) {
        return new Moved(0, 0, List.copyOf(faults.values()));
      }
      String said =
          sftp.run(host, staging, there.stream().map(e -> command(e, scratch.path())).toList());
      long bytes = 0;
      long files = 0;
      for (Entry entry : there) {
        Measure wanted = wanted(scratch, entry);
        Path arrived = staging.tree().resolve(String.valueOf(entry.item()));
        Optional<TransferFault> fault = compare(entry, wanted, arrived, said, scratch);
        if (fault.isEmpty()) {
          bytes += Trees.bytes(arrived);
          files += wanted.files();
          fault = Arrival.put(entry, staging, String.valueOf(entry.item()), false);
        }
        fault.ifPresent(f -> faults.put(f.item(), f));
      }
      return new Moved(bytes, files, List.copyOf(faults.values()));
    }
  }

  /** Returns a command that answers what a source is, and its figures, and makes the link. */
  private static String lookAt(Entry entry) {
    int item = entry.item();
    return """
        s=%s
        if ! said=$(ls -d "$s" 2>&1 >/dev/null) || [ ! -e "$s" ]; then %s
        elif [ -d "$s" ]; then %s; %s ln -s "$s" "$d/%5$d"
        elif [ -f "$s" ]; then %6$s; measure %5$d "$s"; ln -s "$s" "$d/%5$d"
        else %7$s; fi"""
        .formatted(
            Quoting.shell(entry.remote()),
            Answers.say(item, "missing ${said##*: }"),
            Answers.say(item, "directory"),
            entry.recursive() ? "measure " + item + " \"$s\";" : "",
            item,
            Answers.say(item, "file"),
            Answers.say(item, "special"));
  }

  private static Optional<String> refusal(Entry entry, List<String> answers) {
    String what = answers.isEmpty() ? "" : answers.get(0);
    if (what.startsWith("missing ")) {
      String reason = what.substring("missing ".length());
      return Optional.of(reason.isBlank() ? "No such file or directory" : reason);
    }
    if (what.equals("special")) {
      return Optional.of("it is a pipe, a socket or a device");
    }
    if (what.equals("directory") && !entry.recursive()) {
      return Optional.of("it is a directory: its slot needs 'recursive: true'");
    }
    if (what.isEmpty()) {
      return Optional.of("the host did not say what it is");
    }
    return Measure.of(answers).isUnreadable()
        ? Optional.of("Permission denied for it, or for something below it")
        : Optional.empty();
  }

  private static Measure wanted(RemoteScratch scratch, Entry entry) {
    List<String> answers = scratch.answers().all(entry.item());
    return Measure.of(answers.subList(1, answers.size()));
  }

  private static String command(Entry entry, String scratch) {
    String flags = entry.recursive() ? "-pr" : "-p";
    return "get %s %s/%d %3$d".formatted(flags, scratch, entry.item());
  }

  private static Optional<TransferFault> compare(
      Entry entry, Measure wanted, Path arrived, String said, RemoteScratch scratch)
      throws IOException {
    if (Files.exists(arrived) && Measure.of(arrived, entry.kind().checksum()).equals(wanted)) {
      return Optional.empty();
    }
    String about = scratch.path() + "/" + entry.item();
    return Optional.of(fault(entry, SftpWords.reason(said, about)));
  }

  private static TransferFault fault(Entry entry, String reason) {
    ErrorKind kind = Reasons.kind(reason);
    return new TransferFault(entry.item(), kind, entry.remote() + ": " + reason);
  }
}
