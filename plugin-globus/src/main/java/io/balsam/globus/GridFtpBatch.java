package io.balsam.globus;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import io.balsam.spi.TransferItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Items of one task as lines for the client. What comes here is written under another name. A
 * directory that leaves is shown to the client by a copy of it that consists of links to its files:
 * the client follows all links, and so finds none of the directory's own.
 */
final class GridFtpBatch {

  /** Server that stands for this machine. */
  static final String FILES = "file://";

  private static final String NAMES =
      "names that are not plain ASCII cannot be given to a GridFTP server";

  private final String server;
  private final Path workspace;
  private final String task;
  private final List<Line> lines = new ArrayList<>();
  private final Map<Integer, TransferFault> faults = new TreeMap<>();

  /**
   * Item for the client.
   *
   * @param fresh path at this site where it is written; only of what comes here
   * @param place path at this site where it is to be; only of what comes here
   */
  record Line(int item, GridFtpUrl source, GridFtpUrl destination, Path fresh, Path place) {

    boolean inbound() {
      return !place.toString().isEmpty();
    }

    /** Returns the line, with quotes as the client's lists have them. */
    String text() {
      return "\"%s\" \"%s\"".formatted(source.text(), destination.text());
    }

    /** Returns whether a path that an error names is of this item. */
    boolean has(String path) {
      return within(path, source.path()) || within(path, destination.path());
    }

    private static boolean within(String path, String whole) {
      return whole.endsWith("/") ? path.startsWith(whole) : path.equals(whole);
    }
  }

  /**
   * @param server GridFTP server that shows this site's files, or {@code file://}
   * @param workspace directory of this task alone, which exists
   */
  GridFtpBatch(String server, Path workspace, String task, List<TransferItem> items) {
    this.server = server;
    this.workspace = workspace;
    this.task = task;
    for (int i = 0; i < items.size(); i++) {
      add(i, items.get(i));
    }
  }

  List<Line> lines() {
    return lines;
  }

  Map<Integer, TransferFault> faults() {
    return faults;
  }

  void fault(int item, ErrorKind kind, String message) {
    faults.putIfAbsent(item, new TransferFault(item, kind, message));
  }

  private void add(int index, TransferItem item) {
    boolean inbound = GridFtpUrl.is(item.source());
    GridFtpUrl remote = GridFtpUrl.of(inbound ? item.source() : item.destination());
    String local = inbound ? item.destination() : item.source();
    if (!writable(remote.path()) || (!server.equals(FILES) && !writable(local))) {
      fault(index, ErrorKind.USER, NAMES);
    } else if (inbound) {
      incoming(index, item, remote);
    } else {
      outgoing(index, item, remote);
    }
  }

  /**
   * Returns whether a name can be given to a server: of others the client leaves out what cannot.
   */
  private static boolean writable(String name) {
    return name.chars().allMatch(c -> c >= ' ' && c < 127);
  }

  private void incoming(int index, TransferItem item, GridFtpUrl source) {
    if (item.recursive()) {
      fault(
          index,
          ErrorKind.USER,
          "GridFTP brings single files only: its client follows links out of a directory, and leaves others out");
      return;
    }
    Path place = Path.of(item.destination());
    Path fresh = place.resolveSibling(".balsam-%s-%d".formatted(task, index));
    lines.add(new Line(index, source, new GridFtpUrl(server, fresh.toString()), fresh, place));
  }

  private void outgoing(int index, TransferItem item, GridFtpUrl destination) {
    Path source = Path.of(item.source());
    if (!Files.exists(source)) {
      fault(index, ErrorKind.USER, source + ": No such file or directory");
    } else if (Files.isDirectory(source) != item.recursive()) {
      fault(
          index,
          ErrorKind.USER,
          source
              + (item.recursive()
                  ? ": Not a directory"
                  : ": it is a directory: its slot needs 'recursive: true'"));
    } else if (!item.recursive()) {
      lines.add(
          new Line(
              index,
              new GridFtpUrl(server, source.toString()),
              destination,
              Path.of(""),
              Path.of("")));
    } else {
      directory(index, source, destination);
    }
  }

  private void directory(int index, Path source, GridFtpUrl destination) {
    Path copy = workspace.resolve("tree-" + index);
    try {
      if (!mirror(source, copy)) {
        fault(index, ErrorKind.USER, source + ": GridFTP can create no empty directory");
        return;
      }
    } catch (PluginException e) {
      fault(index, e.kind(), String.valueOf(e.getMessage()));
      return;
    } catch (IOException | UncheckedIOException e) {
      fault(index, ErrorKind.TRANSIENT, source + " cannot be read: " + e.getMessage());
      return;
    }
    lines.add(
        new Line(
            index,
            new GridFtpUrl(server, copy + "/"),
            new GridFtpUrl(destination.server(), destination.path().replaceAll("/+$", "") + "/"),
            Path.of(""),
            Path.of("")));
  }

  /** Copies directories, and links to regular files; returns whether there is anything in it. */
  private static boolean mirror(Path source, Path copy) throws IOException {
    Files.createDirectory(copy);
    boolean any = false;
    try (Stream<Path> children = Files.list(source)) {
      for (Path child : (List<Path>) children.toList()) {
        Path there = copy.resolve(child.getFileName());
        if (!writable(there.getFileName().toString())) {
          throw new PluginException(ErrorKind.USER, child + ": " + NAMES);
        }
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          mirror(child, there);
          any = true;
        } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(there, child.toAbsolutePath());
          any = true;
        }
      }
    }
    return any;
  }
}
