package io.balsam.ssh;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.TransferFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Directories that are sent to a host: one that is not there yet is sent under a hidden name beside
 * its own, always the same, so that what broke off goes on.
 */
final class RemoteDirectories {

  private final Ssh ssh;
  private final Host host;
  private final Set<Integer> hidden = new HashSet<>();

  RemoteDirectories(Ssh ssh, Host host) {
    this.ssh = ssh;
    this.host = host;
  }

  /** Finds out which are there; returns those that would replace a file. */
  List<TransferFault> look(List<Entry> entries) {
    StringBuilder script = new StringBuilder();
    for (Entry entry : entries) {
      script.append(
          "if [ -d %1$s ]; then :; elif [ -e %1$s ] || [ -h %1$s ]; then %2$s; else %3$s; fi\n"
              .formatted(
                  Quoting.shell(entry.remote()),
                  Answers.say(entry.item(), "file"),
                  Answers.say(entry.item(), "new")));
    }
    Answers answers = new Answers(ssh.script(host, script.toString()));
    List<TransferFault> faults = new ArrayList<>();
    for (Entry entry : entries) {
      String answer = answers.about(entry.item());
      if (answer.equals("new")) {
        hidden.add(entry.item());
      } else if (answer.equals("file") && Files.isDirectory(entry.local())) {
        String message = entry.remote() + ": a file is where the directory is to be";
        faults.add(new TransferFault(entry.item(), ErrorKind.USER, message));
      }
    }
    return faults;
  }

  /** Returns the path to which an entry is sent. */
  String sent(Entry entry) {
    if (!hidden.contains(entry.item())) {
      return entry.remote();
    }
    String key = UUID.nameUUIDFromBytes(entry.remote().getBytes(StandardCharsets.UTF_8)).toString();
    return entry.remote().substring(0, entry.remote().lastIndexOf('/') + 1) + ".balsam-" + key;
  }

  /** Removes what rsync has kept of entries for which there is no space. */
  void forget(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    StringBuilder script = new StringBuilder();
    for (Entry entry : entries) {
      String sent = sent(entry);
      int name = sent.lastIndexOf('/') + 1;
      String kept = sent.substring(0, name) + Kept.PARTIAL;
      script.append(
          "rm -rf %s; rmdir %s 2>/dev/null\n"
              .formatted(Quoting.shell(kept + "/" + sent.substring(name)), Quoting.shell(kept)));
      if (hidden.contains(entry.item())) {
        script.append("rm -rf %s\n".formatted(Quoting.shell(sent)));
      }
    }
    ssh.script(host, script.toString());
  }

  /** Gives complete directories their names. */
  List<TransferFault> appear(List<Entry> complete) {
    List<Entry> entries = complete.stream().filter(e -> hidden.contains(e.item())).toList();
    if (entries.isEmpty()) {
      return List.of();
    }
    StringBuilder script = new StringBuilder();
    for (Entry entry : entries) {
      script.append(
          "if [ -e %1$s ] || [ -h %1$s ]; then %2$s; elif said=$(mv %3$s %1$s 2>&1); then %4$s; else %5$s; fi\n"
              .formatted(
                  Quoting.shell(entry.remote()),
                  Answers.say(entry.item(), "something else has taken the name meanwhile"),
                  Quoting.shell(sent(entry)),
                  Answers.say(entry.item(), "moved"),
                  Answers.say(entry.item(), "$said")));
    }
    Answers answers = new Answers(ssh.script(host, script.toString()));
    List<TransferFault> faults = new ArrayList<>();
    for (Entry entry : entries) {
      String answer = answers.about(entry.item());
      if (!answer.equals("moved")) {
        String reason = answer.isEmpty() ? "it could not be renamed" : answer;
        faults.add(
            new TransferFault(entry.item(), ErrorKind.TRANSIENT, entry.remote() + ": " + reason));
      }
    }
    return faults;
  }
}
