package io.balsam.globus;

import io.balsam.globus.api.Documents.FatalError;
import io.balsam.globus.api.Documents.Task;
import io.balsam.globus.api.TransferApi;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferFault;
import io.balsam.spi.TransferReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Settles tasks that have ended: finds out which items have arrived, gives those their own names,
 * and removes what was written for the others. It may be broken off and done again.
 */
final class Settlement {

  private static final int REQUESTS = 4;

  private final TransferApi api;
  private final BatchRecords records;
  private final Workers renaming = new Workers("globus-rename", REQUESTS);

  Settlement(TransferApi api, BatchRecords records) {
    this.api = api;
    this.records = records;
  }

  /** Returns how a task has ended; takes a request or more for each item that leaves the site. */
  TransferReport settle(Task task, BatchRecords.Entry entry) {
    Batch batch = entry.batch();
    ItemFaults faults = new ItemFaults(batch);
    if (task.status().equals("SUCCEEDED")) {
      if (task.subtasksSkippedErrors() > 0) {
        api.skipped(task.taskId(), faults::skipped);
      }
    } else {
      cutShort(task, batch, faults);
    }
    place(task.taskId(), entry, faults);
    return report(task, batch, faults);
  }

  /** Tells the items of a task that was given up apart: only single files are known to be whole. */
  private void cutShort(Task task, Batch batch, ItemFaults faults) {
    Set<String> arrived = new HashSet<>();
    Set<String> wanted = new HashSet<>();
    batch.parcels().forEach(parcel -> wanted.add(parcel.fresh()));
    api.arrived(
        task.taskId(),
        file -> {
          if (wanted.contains(file.destinationPath())) {
            arrived.add(file.destinationPath());
          }
        });
    ItemFaults named = new ItemFaults(batch).events(api.errors(task.taskId()));
    named.all().stream()
        .filter(fault -> !arrived.contains(batch.parcels().get(fault.item()).fresh()))
        .forEach(fault -> faults.add(fault.item(), fault.kind(), fault.message()));
    FatalError fatal = task.fatalError();
    String code = fatal == null || fatal.code() == null ? "FAILED" : fatal.code();
    String said = ItemFaults.said(code, fatal == null ? null : fatal.description());
    ErrorKind kind = ItemFaults.permanent(code) ? ErrorKind.USER : ErrorKind.TRANSIENT;
    for (int i = 0; i < batch.parcels().size(); i++) {
      Batch.Parcel parcel = batch.parcels().get(i);
      if (!arrived.contains(parcel.fresh())) {
        faults.add(i, kind, "the task of Globus ended before: " + said);
      }
    }
  }

  private void place(String task, BatchRecords.Entry entry, ItemFaults faults) {
    Batch batch = entry.batch();
    Arrival arrival =
        batch.inbound() ? new LocalArrival() : new RemoteArrival(api, batch.destination());
    Set<Integer> begun = new TreeSet<>(entry.started());
    List<Batch.Parcel> lost = new ArrayList<>();
    for (int i = 0; i < batch.parcels().size(); i++) {
      Batch.Parcel parcel = batch.parcels().get(i);
      if (faults.has(i)) {
        lost.add(parcel);
      } else if (arrival.waits(parcel)) {
        begun.add(i);
      }
    }
    records.put(new BatchRecords.Entry(task, batch, begun));
    Map<Integer, PluginException> errors = put(arrival, entry, faults);
    for (PluginException e : errors.values()) {
      if (e.kind() == ErrorKind.TRANSIENT) {
        throw e;
      }
    }
    errors.forEach(
        (i, e) -> {
          faults.add(i, e.kind(), String.valueOf(e.getMessage()));
          lost.add(batch.parcels().get(i));
        });
    if (!lost.isEmpty()) {
      arrival.discard(lost);
    }
  }

  /** Gives items their names, several at a time where each takes a request; returns what failed. */
  private Map<Integer, PluginException> put(
      Arrival arrival, BatchRecords.Entry entry, ItemFaults faults) {
    Map<Integer, PluginException> errors = new ConcurrentHashMap<>();
    List<Runnable> works = new ArrayList<>();
    for (int i = 0; i < entry.batch().parcels().size(); i++) {
      int item = i;
      if (!faults.has(item)) {
        works.add(
            () -> {
              try {
                arrival.put(entry.batch().parcels().get(item), entry.started().contains(item));
              } catch (PluginException e) {
                errors.put(item, e);
              }
            });
      }
    }
    if (entry.batch().inbound()) {
      works.forEach(Runnable::run);
    } else {
      renaming.all(works);
    }
    return errors;
  }

  private static TransferReport report(Task task, Batch batch, ItemFaults faults) {
    List<TransferFault> all = faults.all();
    boolean nothing = all.size() == batch.parcels().size();
    if (nothing && all.stream().allMatch(fault -> fault.kind() == ErrorKind.TRANSIENT)) {
      return TransferReport.failed(ErrorKind.TRANSIENT, all.get(0).message());
    }
    return TransferReport.done(task.bytesTransferred(), task.filesTransferred(), all);
  }
}
