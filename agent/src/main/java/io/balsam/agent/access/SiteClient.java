package io.balsam.agent.access;

import io.balsam.engine.api.Balsam;

/**
 * The API of a site, opened in whichever way was possible.
 *
 * @param balsam the API
 * @param served whether another process serves it, which runs jobs now
 * @param parts closed together with it, the API included
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
