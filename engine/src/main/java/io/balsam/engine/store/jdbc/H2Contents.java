package io.balsam.engine.store.jdbc;

import io.balsam.engine.store.StoreException;
import io.balsam.engine.store.StoreInUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.h2.engine.DbObject;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.db.ValueDataType;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.result.Row;
import org.h2.value.Value;
import org.h2.value.VersionedValue;
import org.jspecify.annotations.Nullable;

/**
 * Checks the contents of an H2 file before H2 opens it. A trigger or an alias holds code, some of
 * which H2 runs or compiles at once; a store of Balsam has none. Nothing is written.
 *
 * <p>Everything but tables, indexes, constraints, sequences and settings is rejected, and so are
 * functions that reach outside the file and engines given by class name. This makes it safe to look
 * at a colleague's store that is listed in {@code safe_sites}.
 */
final class H2Contents {

  /** H2's name of the table of all objects. */
  private static final String OBJECTS = "table.0";

  private static final int TYPE = 2;
  private static final int SQL = 3;

  private static final Set<Integer> HARMLESS =
      Set.of(
          DbObject.INDEX,
          DbObject.USER,
          DbObject.SEQUENCE,
          DbObject.CONSTRAINT,
          DbObject.SETTING,
          DbObject.SCHEMA);

  /** Definition of a table that is stored in this file and refers to no other. */
  private static final Pattern TABLE = Pattern.compile("CREATE (CACHED |MEMORY )?TABLE\\b");

  private static final Pattern REACHES_OUT =
      Pattern.compile("\\b(ENGINE|FILE_READ|FILE_WRITE|CSVREAD|CSVWRITE|LINK_SCHEMA)\\b");

  private H2Contents() {}

  /**
   * Makes sure that a file contains only tables and other harmless objects.
   *
   * @param where the store, for people
   * @param name the file's name as passed to H2
   * @throws StoreException when something in it holds code
   */
  static void demandTables(Path file, String where, String name) {
    if (!Files.isRegularFile(file) || file.toFile().length() == 0) {
      return;
    }
    try (MVStore pages = new MVStore.Builder().fileName(name).readOnly().open()) {
      TransactionStore store = new TransactionStore(pages, new ValueDataType());
      store.init();
      var objects = store.begin().<Value, Row>openMap(OBJECTS).map.cursor(null);
      while (objects.hasNext()) {
        objects.next();
        VersionedValue<Row> object = objects.getValue();
        demandHarmless(where, object.getCurrentValue());
        demandHarmless(where, object.getCommittedValue());
      }
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new StoreInUseException("the store " + where + " is in use by another process");
      }
      throw new StoreException("cannot open the store %s: %s".formatted(where, e.getMessage()), e);
    }
  }

  private static void demandHarmless(String where, @Nullable Row object) {
    if (object == null) {
      return;
    }
    int type = object.getValue(TYPE).getInt();
    String sql = object.getValue(SQL).getString();
    boolean harmless =
        type == DbObject.TABLE_OR_VIEW
            ? TABLE.matcher(sql).lookingAt() && !REACHES_OUT.matcher(sql).find()
            : HARMLESS.contains(type) && !REACHES_OUT.matcher(sql).find();
    if (!harmless) {
      throw new StoreException(
          "the store %s is not opened: it has an object that Balsam did not create and that may run code: %s"
              .formatted(where, sql.lines().findFirst().orElse("")));
    }
  }
}
