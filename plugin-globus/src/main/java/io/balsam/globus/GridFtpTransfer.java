package io.balsam.globus;

import io.balsam.spi.CommandResult;
import io.balsam.spi.CommandRunner;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferFault;
import io.balsam.spi.TransferItem;
import io.balsam.spi.TransferReport;
import io.balsam.spi.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Moves files by {@code globus-url-copy}, one process for each batch. Its tasks are those of this
 * process alone: after a restart they are unknown, and the batch is moved again.
 */
final class GridFtpTransfer implements Transfer {

  private final CommandRunner commands;
  private final Settings settings;
  private final Path folder;
  private final RunningTasks tasks = new RunningTasks();

  /**
   * Settings of the transfer.
   *
   * @param flags further arguments of the client
   * @param server GridFTP server that shows this site's files, or {@code file://}
   * @param connections most connections at a time of a batch
   * @param checksum whether all contents are compared
   * @param limit time after which a batch is given up
   */
  record Settings(
      String program,
      List<String> flags,
      String server,
      int connections,
      boolean checksum,
      Duration limit) {}

  GridFtpTransfer(CommandRunner commands, Settings settings, Path folder) {
    this.commands = commands;
    this.settings = settings;
    this.folder = folder;
  }

  @Override
  public Optional<String> unavailable() {
    return Programs.on(System.getenv("PATH"), settings.program())
        ? Optional.empty()
        : Optional.of(
            "%s is not installed here (Debian: globus-gass-copy-progs)"
                .formatted(settings.program()));
  }

  @Override
  public String submit(List<TransferItem> items) {
    String task = UUID.randomUUID().toString();
    List<TransferItem> all = List.copyOf(items);
    tasks.start(task, () -> move(task.replace("-", "").substring(0, 12), all));
    return task;
  }

  @Override
  public Map<String, TransferReport> status(Collection<String> taskIds) {
    Map<String, TransferReport> reports = new HashMap<>();
    taskIds.forEach(
        id ->
            reports.put(
                id, tasks.report(id).orElseGet(() -> TransferReport.of(TransferState.UNKNOWN))));
    return reports;
  }

  @Override
  public boolean tellEnds(Consumer<String> listener) {
    tasks.tellEnds(listener);
    return true;
  }

  @Override
  public void cancel(String taskId) {
    tasks.cancel(taskId);
  }

  private TransferReport move(String task, List<TransferItem> items) {
    Path workspace = folder.resolve(task);
    GridFtpBatch batch = null;
    try {
      Files.createDirectories(workspace);
      batch = new GridFtpBatch(settings.server(), workspace, task, items);
      boolean checksum = settings.checksum() || items.stream().anyMatch(TransferItem::checksum);
      move(workspace, batch, checksum);
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, "cannot write in %s: %s".formatted(workspace, e.getMessage()), e);
    } finally {
      if (batch != null) {
        batch.lines().stream()
            .filter(GridFtpBatch.Line::inbound)
            .forEach(l -> LocalArrival.erase(l.fresh()));
      }
      LocalArrival.erase(workspace);
    }
    return report(items.size(), List.copyOf(batch.faults().values()));
  }

  /** Moves what is to be moved, then compares it, and gives what has come here its own name. */
  private void move(Path workspace, GridFtpBatch batch, boolean checksum) throws IOException {
    copy(workspace, batch, List.of());
    copy(workspace, batch, List.of("-sync", "-sync-level", checksum ? "3" : "1"));
    for (GridFtpBatch.Line line : batch.lines()) {
      if (line.inbound() && !batch.faults().containsKey(line.item())) {
        try {
          LocalArrival.arrive(line.fresh(), line.place());
        } catch (PluginException e) {
          batch.fault(line.item(), e.kind(), String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private void copy(Path workspace, GridFtpBatch batch, List<String> how) throws IOException {
    List<GridFtpBatch.Line> open =
        batch.lines().stream().filter(line -> !batch.faults().containsKey(line.item())).toList();
    if (open.isEmpty()) {
      return;
    }
    Path list = workspace.resolve("list");
    Files.writeString(
        list, open.stream().map(line -> line.text() + "\n").collect(Collectors.joining()));
    List<String> command = new ArrayList<>(List.of(settings.program(), "-c", "-cd", "-r"));
    command.addAll(List.of("-cc", "" + settings.connections(), "-pp", "-fast"));
    command.addAll(List.of("-rst", "-rst-retries", "2", "-rst-interval", "1"));
    command.addAll(how);
    command.addAll(settings.flags());
    command.addAll(List.of("-f", list.toString()));
    CommandResult result = commands.run(command, Map.of("LC_ALL", "C"), "", settings.limit());
    if (!result.ok()) {
      blame(batch, open, GridFtpOutput.troubles(result));
    }
  }

  /**
   * Gives each error to the items that it names; if one names none, nothing is sure of the rest.
   */
  private static void blame(
      GridFtpBatch batch, List<GridFtpBatch.Line> open, List<GridFtpOutput.Trouble> troubles) {
    // Those that name an item first: what is said of it counts more than what is said of all.
    List<GridFtpOutput.Trouble> ordered = new ArrayList<>(troubles);
    ordered.sort(Comparator.comparing(trouble -> trouble.path().isEmpty()));
    for (GridFtpOutput.Trouble trouble : ordered) {
      List<GridFtpBatch.Line> meant =
          open.stream().filter(line -> open.size() == 1 || line.has(trouble.path())).toList();
      boolean named = !meant.isEmpty();
      for (GridFtpBatch.Line line : named ? meant : open) {
        ErrorKind kind =
            named || trouble.kind() != ErrorKind.USER ? trouble.kind() : ErrorKind.TRANSIENT;
        String where = named ? path(line, trouble.path()) + ": " : "";
        batch.fault(line.item(), kind, where + trouble.words());
      }
    }
  }

  private static String path(GridFtpBatch.Line line, String named) {
    boolean ours = line.inbound() && named.equals(line.fresh().toString());
    return ours ? line.place().toString() : named.isEmpty() ? line.source().path() : named;
  }

  private static TransferReport report(int items, List<TransferFault> faults) {
    boolean nothing = faults.size() == items;
    if (nothing && faults.stream().noneMatch(fault -> fault.kind() == ErrorKind.USER)) {
      return TransferReport.failed(faults.get(0).kind(), faults.get(0).message());
    }
    return TransferReport.done(-1, -1, faults);
  }
}
