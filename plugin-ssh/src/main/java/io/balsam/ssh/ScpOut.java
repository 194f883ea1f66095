package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends files to a host by sftp: under hidden names, which are changed when all is there. */
final class ScpOut {

  private final Ssh ssh;
  private final Sftp sftp;
  private final Path area;

  ScpOut(Ssh ssh, Sftp sftp, Path area) {
    this.ssh = ssh;
    this.sftp = sftp;
    this.area = area;
  }

  /** Moves entries of one kind. */
  Moved move(Host host, List<Entry> entries) throws IOException {
    String label = "out " + host.label();
    Staging.abandoned(area, label).forEach(Staging::close);
    try (Staging staging = Staging.create(area, label)) {
      Map<Integer, TransferFault> faults = new LinkedHashMap<>();
      for (Entry entry : entries) {
        Sending.put(entry, local(staging, entry)).ifPresent(f -> faults.put(f.item(), f));
      }
      List<Entry> there = without(faults, entries);
      if (there.isEmpty()) {
        return new Moved(0, 0, List.copyOf(faults.values()));
      }
      try (RemoteScratch scratch = RemoteScratch.create(ssh, host, there, "", ScpOut::makeParent)) {
        refuse(scratch.answers(), there, faults);
        List<Entry> allowed = without(faults, there);
        return allowed.isEmpty()
            ? new Moved(0, 0, List.copyOf(faults.values()))
            : send(host, staging, scratch, allowed, faults);
      }
    }
  }

  private Moved send(
      Host host,
      Staging staging,
      RemoteScratch scratch,
      List<Entry> entries,
      Map<Integer, TransferFault> faults)
      throws IOException {
    String said = sftp.run(host, staging, entries.stream().map(e -> command(e, scratch)).toList());
    boolean checksum = entries.get(0).kind().checksum();
    Answers figures =
        scratch.run(entries, Measure.function(checksum), entry -> measure(entry, scratch));
    List<Entry> complete = new ArrayList<>();
    List<Entry> wrong = new ArrayList<>();
    long bytes = 0;
    long files = 0;
    for (Entry entry : entries) {
      Measure wanted = Measure.of(local(staging, entry), checksum);
      boolean same = Measure.of(figures.all(entry.item())).equals(wanted);
      (same ? complete : wrong).add(entry);
      bytes += same ? Trees.bytes(local(staging, entry)) : 0;
      files += same ? wanted.files() : 0;
    }
    explain(staging, scratch, wrong, said, faults);
    if (Thread.currentThread().isInterrupted()) {
      throw new PluginException(ErrorKind.TRANSIENT, "cancelled");
    }
    refuse(scratch.run(complete, "", entry -> appear(entry, scratch)), complete, faults);
    return new Moved(bytes, files, List.copyOf(faults.values()));
  }

  /**
   * Makes faults of entries that have not arrived. The protocol has no word for a file system that
   * is full: it is full for an entry that is larger than the space there is without what was sent.
   */
  private static void explain(
      Staging staging,
      RemoteScratch scratch,
      List<Entry> wrong,
      String said,
      Map<Integer, TransferFault> faults)
      throws IOException {
    if (wrong.isEmpty()) {
      return;
    }
    scratch.run(wrong, "", e -> "rm -rf \"$d/%d/%s\"".formatted(e.item(), scratch.hidden(e)));
    Answers spaces =
        scratch.run(
            wrong,
            "",
            e ->
                "df -Pk \"$d/%1$d/.\" | awk 'NR == 2 { print \"balsam: %1$d \" $4 }'"
                    .formatted(e.item()));
    for (Entry entry : wrong) {
      String space = spaces.about(entry.item());
      boolean full =
          space.matches("\\d{1,15}")
              && Long.parseLong(space) * 1024 < Trees.bytes(local(staging, entry));
      String about = scratch.path() + "/" + entry.item() + "/" + scratch.hidden(entry);
      String reason = full ? "No space left on device" : SftpWords.reason(said, about);
      faults.put(entry.item(), fault(entry, reason));
    }
  }

  private static Path local(Staging staging, Entry entry) {
    return staging.tree().resolve(String.valueOf(entry.item()));
  }

  private static List<Entry> without(Map<Integer, TransferFault> faults, List<Entry> entries) {
    return entries.stream().filter(e -> !faults.containsKey(e.item())).toList();
  }

  /** Makes faults of all entries about which the answer is not {@code fine}. */
  private static void refuse(
      Answers answers, List<Entry> entries, Map<Integer, TransferFault> faults) {
    for (Entry entry : entries) {
      String answer = answers.about(entry.item());
      if (!answer.equals("fine")) {
        String reason = answer.isEmpty() ? "the host did not say why" : answer;
        faults.put(entry.item(), fault(entry, reason));
      }
    }
  }

  /** Returns a command that makes the directory above a destination, and a link to it. */
  private static String makeParent(Entry entry) {
    boolean directory = Files.isDirectory(entry.local());
    String wrong = directory ? "[ -e \"$t\" ] && [ ! -d \"$t\" ]" : "[ -d \"$t\" ]";
    String reason =
        directory
            ? "a file is where the directory is to be"
            : "a directory is where the file is to be";
    return """
        t=%s; p=%s
        if ! said=$(mkdir -p "$p" 2>&1); then %s
        elif %s; then %s
        else ln -s "$p" "$d/%d" && %s; fi"""
        .formatted(
            Quoting.shell(entry.remote()),
            Quoting.shell(parent(entry)),
            Answers.say(entry.item(), "${said##*: }"),
            wrong,
            Answers.say(entry.item(), reason),
            entry.item(),
            Answers.say(entry.item(), "fine"));
  }

  private static String parent(Entry entry) {
    return entry.remote().substring(0, Math.max(1, entry.remote().lastIndexOf('/')));
  }

  private static String command(Entry entry, RemoteScratch scratch) {
    return "put %s %d %s/%2$d/%4$s"
        .formatted(
            Files.isDirectory(entry.local()) ? "-pr" : "-p",
            entry.item(),
            scratch.path(),
            scratch.hidden(entry));
  }

  private static String measure(Entry entry, RemoteScratch scratch) {
    return "f=\"$d/%1$d/%2$s\"; [ ! -e \"$f\" ] || measure %1$d \"$f\""
        .formatted(entry.item(), scratch.hidden(entry));
  }

  /**
   * Returns a command that gives a file or directory its name. A directory is merged into one that
   * is there, file by file.
   */
  private static String appear(Entry entry, RemoteScratch scratch) {
    String put = "for f; do [ ! -d \"$0/$f\" ] && mv -f \"$f\" \"$0/$f\" || exit 1; done";
    return """
        t=%s; f="$d/%d/%s"
        if [ -d "$t" ] && [ -d "$f" ]; then
          if said=$(cd "$f" && find . -type d -exec sh -c 'for f; do mkdir -p "$0/$f" || exit 1; done' "$t" {} + 2>&1 &&
            find . -type f -exec sh -c '%s' "$t" {} + 2>&1); then %s; else %s; fi
        elif [ -d "$t" ]; then %s
        elif said=$(mv -f "$f" "$t" 2>&1); then %5$s
        else %6$s; fi"""
        .formatted(
            Quoting.shell(entry.remote()),
            entry.item(),
            scratch.hidden(entry),
            put,
            Answers.say(entry.item(), "fine"),
            Answers.say(entry.item(), "it could not be renamed ${said##*: }"),
            Answers.say(entry.item(), "a directory is where the file is to be"));
  }

  private static TransferFault fault(Entry entry, String reason) {
    ErrorKind kind = Reasons.kind(reason);
    return new TransferFault(entry.item(), kind, entry.remote() + ": " + reason);
  }
}
