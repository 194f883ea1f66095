package io.balsam.views.report;

import java.util.List;

/** Colour of each app, the same everywhere on the page. After Paul Tol, for the colour-blind. */
final class AppColours {
  private static final List<String> COLOURS =
      List.of(
          "#4477aa", "#ccbb44", "#66ccee", "#aa3377", "#228833", "#ee8866", "#9988dd", "#77998f");

  private final List<String> apps;

  AppColours(List<String> apps) {
    this.apps = apps;
  }

  /** Returns the index of an app's colour; the last colour is shared by all further apps. */
  int index(String app) {
    return Math.min(apps.indexOf(app), COLOURS.size() - 1);
  }

  int shown() {
    return Math.min(apps.size(), COLOURS.size());
  }

  String label(int index) {
    boolean others = index == COLOURS.size() - 1 && apps.size() > COLOURS.size();
    return others ? "others" : apps.get(index);
  }

  static String css() {
    StringBuilder css = new StringBuilder();
    for (int i = 0; i < COLOURS.size(); i++) {
      css.append(".a").append(i).append("{fill:").append(COLOURS.get(i)).append(";background:");
      css.append(COLOURS.get(i)).append('}');
    }
    return css.toString();
  }
}
