package io.balsam.views.report;

/** A run as one HTML page. */
public final class HtmlReport {

  private HtmlReport() {}

  /** The whole page. */
  public static String render(ReportData data) {
    return data.run().name();
  }
}
