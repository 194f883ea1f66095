package io.balsam.engine.store.jdbc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.balsam.engine.api.Json;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.StoreException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the details of new jobs: one line for each, one row for many with consecutive numbers. */
final class DetailWriter {

  /** Number of characters from which a row takes no more jobs. */
  private static final int LONG = 32_000;

  private static final SerializableString LINE_BREAK = new SerializedString("\n");

  private record Block(long first, long last, String lines) {}

  private final StatementBatch writes;
  private final SitePaths paths;

  DetailWriter(StatementBatch writes, SitePaths paths) {
    this.writes = writes;
    this.paths = paths;
  }

  void insert(List<JobRow> jobs) {
    writes.<Block>each(
        "insert into job_details (first_job, last_job, jobs) values (?, ?, ?)",
        blocks(jobs),
        (values, block) -> values.add(block.first).add(block.last).add(block.lines));
  }

  private List<Block> blocks(List<JobRow> jobs) {
    List<Block> blocks = new ArrayList<>();
    int start = 0;
    while (start < jobs.size()) {
      StringWriter lines = new StringWriter(LONG / 2);
      int end = start;
      try (JsonGenerator to = Json.mapper().createGenerator(lines)) {
        to.setRootValueSeparator(LINE_BREAK);
        do {
          DetailText.write(Detail.of(jobs.get(end++)), paths, to);
          to.flush();
        } while (end < jobs.size()
            && end - start < Detail.BLOCK
            && jobs.get(end).id() == jobs.get(end - 1).id() + 1
            && lines.getBuffer().length() < LONG);
      } catch (JsonProcessingException e) {
        throw new StoreException("cannot be kept as JSON: " + e.getOriginalMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      blocks.add(new Block(jobs.get(start).id(), jobs.get(end - 1).id(), lines.toString()));
      start = end;
    }
    return blocks;
  }
}
