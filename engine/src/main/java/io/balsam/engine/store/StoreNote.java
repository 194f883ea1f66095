package io.balsam.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.balsam.engine.api.Json;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.trust.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A site's note about its store, kept outside it in {@code .balsam/store.json}: enough to notice
 * that the store was lost, replaced by an older one, or is shared with a copy of the site.
 *
 * @param site random id, the same as in the store
 * @param lastRun highest number of a run ever given out
 * @param lastBatchJob highest number of a BatchJob ever given out
 * @param lastEvent last event when the store was closed; the store may have later ones
 */
public record StoreNote(String site, long lastRun, long lastBatchJob, long lastEvent) {

  private static final Logger LOG = LoggerFactory.getLogger(StoreNote.class);

  /** Note of a site that has none yet. */
  public static final StoreNote NONE = new StoreNote("", 0, 0, 0);

  /** Reads the note; empty when there is none or it cannot be read, since it is only an aid. */
  public static Optional<StoreNote> read(Path balsamDir) {
    try {
      byte[] text = Files.readAllBytes(balsamDir.resolve(SiteLayout.STORE_NOTE));
      return Optional.of(Json.mapper().readValue(text, StoreNote.class));
    } catch (JsonProcessingException unfinished) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Writes the note if there is a site; nothing that is acknowledged depends on it. */
  public void write(Path balsamDir) {
    if (!Files.isDirectory(balsamDir)) {
      return;
    }
    try {
      OwnFiles.writePrivate(
          balsamDir.resolve(SiteLayout.STORE_NOTE), Json.mapper().writeValueAsBytes(this));
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}", balsamDir.resolve(SiteLayout.STORE_NOTE), e.toString());
    }
  }

  public StoreNote with(String newSite, long run, long batchJob, long event) {
    return new StoreNote(newSite, Math.max(lastRun, run), Math.max(lastBatchJob, batchJob), event);
  }
}
