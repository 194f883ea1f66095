package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.Commit;
import io.balsam.engine.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Store in a database, opened for writing. */
final class JdbiStore extends QueryStore {

  private final Connections connections;
  private final ShapeReader shapes;
  private final SiteMemory memory;
  private final boolean patient;

  JdbiStore(Connections connections, SiteMemory memory) {
    this(connections, new ShapeReader(), memory, true);
    memory.compare(super.lastRunId(), super.lastBatchJobId(), lastEvent());
  }

  private JdbiStore(
      Connections connections, ShapeReader shapes, SiteMemory memory, boolean patient) {
    this.connections = connections;
    this.shapes = shapes;
    this.memory = memory;
    this.patient = patient;
  }

  @Override
  public Store looking() {
    return new JdbiStore(connections, shapes, memory, false);
  }

  @Override
  public Optional<String> trouble() {
    return connections.trouble();
  }

  @Override
  public void waitNoMore() {
    connections.waitNoMore();
  }

  @Override
  public List<String> warnings() {
    return memory.warnings();
  }

  @Override
  public void commit(Commit commit) {
    connections.commit(commit);
    memory.committed(commit);
  }

  @Override
  <T> T read(Function<Handle, T> query) {
    return connections.read(patient, query);
  }

  @Override
  RowContext reading() {
    return new RowContext(shapes, memory.paths());
  }

  /**
   * Returns the highest number given out, even if the store of it was lost: numbers are not reused,
   * because directories contain them.
   */
  @Override
  public long lastRunId() {
    return Math.max(memory.lastRun(), super.lastRunId());
  }

  @Override
  public long lastBatchJobId() {
    return Math.max(memory.lastBatchJob(), super.lastBatchJobId());
  }

  @Override
  public void close() {
    try {
      memory.closing(connections.read(false, QueryStore::lastEvent));
    } catch (RuntimeException e) {
      // It was closed before, or its database cannot be reached: there is nothing new to note.
    }
    connections.close();
  }
}
