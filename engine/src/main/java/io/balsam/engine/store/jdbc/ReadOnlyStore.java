package io.balsam.engine.store.jdbc;

import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.store.Commit;
import io.balsam.engine.store.LostRecordCheck;
import io.balsam.engine.store.Store;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.store.StoreNote;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Read-only store, for any number of processes while another one writes. */
final class ReadOnlyStore extends QueryStore {

  private final Jdbi readers;
  private final Runnable onClose;
  private final RowContext reading;
  private final List<String> warnings;

  /**
   * Opens a database for reading.
   *
   * @param source supplies connections
   * @param onClose called on close, and also when this constructor throws
   */
  ReadOnlyStore(DataSource source, Runnable onClose, Path site) throws SQLException {
    this.onClose = onClose;
    this.readers = jdbi(Jdbi.create(source));
    try (Connection connection = source.getConnection()) {
      Schema.demandLatest(connection);
      String former = StoreIdentity.read(connection).map(StoreIdentity::former).orElse("");
      this.reading = new RowContext(new ShapeReader(), new SitePaths(site, former));
      Optional<StoreNote> note = StoreNote.read(site.resolve(SiteLayout.OWN));
      this.warnings =
          LostRecordCheck.of(site, note.orElse(StoreNote.NONE), lastRunId(), lastEvent()).stream()
              .toList();
    } catch (SQLException | RuntimeException e) {
      onClose.run();
      throw e;
    }
  }

  @Override
  <T> T read(Function<Handle, T> query) {
    return readers.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, query::apply);
  }

  @Override
  RowContext reading() {
    return reading;
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public Store looking() {
    return this;
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public void waitNoMore() {}

  @Override
  public void commit(Commit commit) {
    throw new StoreException("the record is opened read-only");
  }

  @Override
  public void close() {
    onClose.run();
  }
}
