package io.balsam.cli.site;

import io.balsam.engine.api.Balsam;

/**
 * A site's façade, by whichever way was open.
 *
 * @param balsam the façade
 * @param served whether another process answers, one that runs jobs here now
 * @param parts what is closed with it, the façade included
 */
public record SiteClient(Balsam balsam, boolean served, AutoCloseable parts)
    implements AutoCloseable {

  @Override
  public void close() {
    try {
      parts.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("while closing the site", e);
    }
  }
}
