package io.balsam.views.report;

import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.views.draw.Figures;
import io.balsam.views.draw.Markup;
import java.util.List;

/** Table of what was moved in and out, with a row for each transfer. */
final class TransferTable {

  private TransferTable() {}

  static void write(Markup out, List<Moved> rows) {
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String head : List.of("Direction", "Via")) {
      out.element("th", head, "class", "", "scope", "col");
    }
    for (String head : List.of("Items", "Arrived", "Files", "Size", "Tried again", "Errors")) {
      out.element("th", head, "class", "num", "scope", "col");
    }
    out.close("tr").close("thead").open("tbody");
    for (Moved row : rows) {
      out.open("tr").element("td", row.direction() == Direction.IN ? "in" : "out");
      out.element("td", row.via().isEmpty() ? "not chosen" : row.via());
      for (long count : new long[] {row.items(), row.arrived(), row.files()}) {
        number(out, Figures.count(count));
      }
      number(out, Figures.bytes(row.bytes()));
      number(out, Figures.count(row.again()));
      number(out, Figures.count(row.errors()));
      out.close("tr");
    }
    out.close("tbody").close("table").close("div").line();
  }

  private static void number(Markup out, String text) {
    out.element("td", text, "class", "num");
  }
}
