package io.balsam.views.dag;

import io.balsam.views.draw.Phase;

/**
 * Style sheet of a graph. It has plain colours rather than variables, which viewers outside
 * browsers do not support; every name begins with {@code bd-}, since a picture inside a page styles
 * the page.
 */
final class DagStyle {
  static final String FONT =
      "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

  private DagStyle() {}

  static String text() {
    StringBuilder css = new StringBuilder();
    css.append(".bd-svg{font-family:").append(FONT).append('}');
    css.append(".bd-app{font-size:13px;font-weight:600}.bd-more{font-size:11px}");
    css.append(".bd-head{font-size:17px;font-weight:600}.bd-sum{font-size:12px}");
    css.append(".bd-line{fill:none;stroke-linecap:round}.bd-any{stroke-dasharray:5 4}");
    css.append(".bd-mark{fill:none;stroke:#fff;stroke-width:1.8;");
    css.append("stroke-linecap:round;stroke-linejoin:round}");
    colours(css, false);
    css.append("@media (prefers-color-scheme:dark){");
    colours(css, true);
    return css.append('}').toString();
  }

  private static void colours(StringBuilder css, boolean dark) {
    css.append(".bd-ground{fill:").append(dark ? "#11151c" : "#ffffff").append('}');
    css.append(".bd-box{fill:").append(dark ? "#1c232d" : "#f8fafc");
    css.append(";stroke:").append(dark ? "#3d4857" : "#cbd5e1").append('}');
    Phase bad = Phase.FAILED;
    css.append(".bd-bad{stroke:").append(dark ? bad.dark() : bad.light()).append('}');
    css.append(".bd-app,.bd-head{fill:").append(dark ? "#e6edf3" : "#1b2530").append('}');
    css.append(".bd-more,.bd-sum{fill:").append(dark ? "#a3b0bf" : "#586575").append('}');
    css.append(".bd-line{stroke:").append(dark ? "#5d6c80" : "#a3b0c0").append('}');
    css.append(".bd-tip{fill:").append(dark ? "#5d6c80" : "#a3b0c0").append('}');
    for (Phase phase : Phase.values()) {
      css.append(".bd-").append(phase.css()).append("{fill:");
      css.append(dark ? phase.dark() : phase.light()).append('}');
    }
  }
}
