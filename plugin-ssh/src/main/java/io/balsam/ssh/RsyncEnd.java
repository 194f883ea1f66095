package io.balsam.ssh;

import io.balsam.spi.CommandResult;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * End of an rsync: how much it has moved, and which entries it has not.
 *
 * @param tree path of this site that stands for the host's root
 */
record RsyncEnd(CommandResult result, String tree) {

  private static final Set<Integer> COMPLETE = Set.of(0, 23, 24);

  private static final int IO_FAILED = 11;

  /** Wrong usage, versions that do not fit, refused requests. */
  private static final Set<Integer> BROKEN = Set.of(1, 2, 4, 5, 6);

  private static final Pattern NO_RSYNC =
      Pattern.compile("(?i)command not found|No such file or directory|: not found");

  private static final Pattern BYTES =
      Pattern.compile("(?m)^Total transferred file size: ([\\d,.]+)");

  private static final Pattern FILES =
      Pattern.compile("(?m)^Number of (?:regular )?files transferred: ([\\d,.]+)");

  /** Returns whether reading or writing failed, and not a word was said on it. */
  boolean isSilent() {
    return result.exitCode() == IO_FAILED && result.err().isBlank();
  }

  Moved moved(Map<Integer, TransferFault> faults) {
    return new Moved(figure(BYTES), figure(FILES), List.copyOf(faults.values()));
  }

  private long figure(Pattern pattern) {
    Matcher figure = pattern.matcher(result.out());
    return figure.find() ? Long.parseLong(figure.group(1).replaceAll("\\D", "")) : 0;
  }

  /**
   * Returns the faults by the position of their item.
   *
   * @param names entries by the absolute path under which rsync knows them
   * @throws PluginException when it cannot be said of any entry that it has arrived
   */
  Map<Integer, TransferFault> faults(Map<String, List<Entry>> names, Host host, String login) {
    boolean complete = COMPLETE.contains(result.exitCode());
    Map<Integer, TransferFault> faults = new LinkedHashMap<>();
    for (Complaint complaint : complaints()) {
      if (complete || Reasons.isFull(complaint.reason())) {
        List<Entry> about = about(complaint, names);
        if (about.isEmpty()) {
          throw failure(host, login);
        }
        about.forEach(
            e -> faults.putIfAbsent(e.item(), fault(e, complaint.named(), complaint.reason())));
      }
    }
    boolean silent = result.exitCode() == 23 && faults.isEmpty() && complaints().isEmpty();
    if (!complete && faults.isEmpty() || silent && !hasAttributesOnly()) {
      throw failure(host, login);
    }
    if (!complete) {
      names.values().stream()
          .flatMap(List::stream)
          .forEach(e -> faults.putIfAbsent(e.item(), fault(e, e.remote(), "rsync ended before")));
    }
    return faults;
  }

  private List<Complaint> complaints() {
    return Complaint.in(result.err() + "\n" + result.out()).stream()
        .map(c -> c.below(tree))
        .toList();
  }

  private boolean hasAttributesOnly() {
    return Complaint.isAboutAttributes(result.err());
  }

  private static List<Entry> about(Complaint complaint, Map<String, List<Entry>> names) {
    List<Entry> exactly = names.get(complaint.named());
    if (exactly != null) {
      return exactly;
    }
    return names.entrySet().stream()
        .filter(name -> complaint.isAbout(name.getKey()))
        .flatMap(name -> name.getValue().stream())
        .toList();
  }

  private static TransferFault fault(Entry entry, String path, String reason) {
    return new TransferFault(entry.item(), Reasons.kind(reason), path + ": " + reason);
  }

  private PluginException failure(Host host, String login) {
    int code = result.exitCode();
    String said = result.err();
    if (code == 255 || SshError.isOne(sshLines())) {
      return SshError.of(host, sshLines(), login);
    }
    if ((code == 127 || code == 12) && NO_RSYNC.matcher(sshLines()).find()) {
      return new PluginException(
          ErrorKind.SITE,
          "%s has no rsync on the PATH of a login without a terminal: install it there, or add '--rsync-path=…' to 'flags'"
              .formatted(host.typed()));
    }
    ErrorKind kind = BROKEN.contains(code) ? ErrorKind.SITE : ErrorKind.TRANSIENT;
    return new PluginException(
        kind,
        "rsync with %s: %s"
            .formatted(host.typed(), said.isBlank() ? "exit code " + code : words()));
  }

  /** Returns the lines that are not rsync's own. */
  private String sshLines() {
    return result
        .err()
        .lines()
        .filter(l -> !l.startsWith("rsync") || l.endsWith("not found."))
        .collect(Collectors.joining("\n"));
  }

  /** Returns rsync's first words; the last ones only say that it has ended. */
  private String words() {
    List<String> lines = result.err().lines().filter(l -> !l.isBlank()).toList();
    Optional<String> first = lines.stream().filter(l -> l.startsWith("rsync: ")).findFirst();
    return first.orElseGet(() -> lines.get(0)).replaceFirst("^rsync: ", "");
  }
}
