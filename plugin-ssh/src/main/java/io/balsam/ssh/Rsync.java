package io.balsam.ssh;

import io.balsam.spi.TransferFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The program rsync, given names in a file that is separated by NULs. No name is ever an argument:
 * neither a shell nor an option can be made of it, and old versions need no protected arguments.
 *
 * @param program name or path
 * @param flags the user's, which come last
 */
record Rsync(Ssh ssh, String program, List<String> flags) {

  /** Brings names of the host into the tree. */
  RsyncEnd fetch(Host host, Entry.Kind kind, Staging staging, Collection<String> names)
      throws IOException {
    List<String> words = words(host, kind, staging, names);
    // What is renamed and removed must be this user's to rename and remove.
    words.add("--chmod=Du+rwx,a-s");
    words.addAll(flags);
    words.add(root(host));
    words.add(staging.tree() + "/");
    return end(words, staging);
  }

  /** Sends names of the tree to the host. */
  RsyncEnd send(Host host, Entry.Kind kind, Staging staging, Collection<String> names)
      throws IOException {
    List<String> words = words(host, kind, staging, names);
    words.addAll(flags);
    words.add(staging.tree() + "/");
    words.add(root(host));
    return end(words, staging);
  }

  /** Returns the entries that have not arrived; see {@link RsyncEnd#faults}. */
  Map<Integer, TransferFault> faults(RsyncEnd end, Map<String, List<Entry>> names, Host host) {
    return end.faults(names, host, ssh.login(host));
  }

  private List<String> words(Host host, Entry.Kind kind, Staging staging, Collection<String> names)
      throws IOException {
    Files.write(staging.list(), list(names));
    List<String> words = new ArrayList<>(List.of(program, "--times", "--perms"));
    if (kind.recursive()) {
      // Without --no-inc-recursive a host could announce a file first and a link in its place
      // later.
      words.addAll(List.of("--recursive", "--links", "--no-inc-recursive"));
    } else {
      words.add("--copy-links");
    }
    if (kind.checksum()) {
      words.add("--checksum");
    }
    words.addAll(
        List.of(
            // Compares times to the nanosecond: a job may write twice within a second.
            "--modify-window=-1",
            "--no-implied-dirs",
            "--partial-dir=" + Kept.PARTIAL,
            "--stats",
            "--from0",
            "--files-from=" + staging.list(),
            "--rsh=" + Quoting.rsync(ssh.words(host))));
    return words;
  }

  private static byte[] list(Collection<String> names) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (String name : names) {
      list.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      list.write(0);
    }
    return list.toByteArray();
  }

  private static String root(Host host) {
    return (host.name().contains(":") ? "[" + host.name() + "]" : host.name()) + ":/";
  }

  /**
   * Runs it. When a file cannot be written on the host, one rsync in forty ends before it has said
   * why; it is then asked again.
   */
  private RsyncEnd end(List<String> words, Staging staging) {
    RsyncEnd end = new RsyncEnd(ssh.run(words, ""), staging.tree().toString());
    for (int more = 2; more > 0 && end.isSilent(); more--) {
      end = new RsyncEnd(ssh.run(words, ""), staging.tree().toString());
    }
    return end;
  }
}
