package io.balsam.cli.term;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A table for people: columns as wide as needed, the last one cut to the terminal. */
public final class Table {

  /**
   * A table cell.
   *
   * @param text text that is shown
   * @param paint its colour
   */
  public record Cell(String text, UnaryOperator<String> paint) {

    /** Creates a cell without colour. */
    public static Cell of(Object text) {
      return new Cell(String.valueOf(text), UnaryOperator.identity());
    }

    private Cell visible() {
      return new Cell(Visible.cell(text), paint);
    }
  }

  private final List<String> heads;
  private final List<Boolean> right = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * Creates an empty table.
   *
   * @param heads names of the columns; one that ends in {@code >} is right-aligned
   */
  public Table(String... heads) {
    this.heads = new ArrayList<>();
    for (String head : heads) {
      right.add(head.endsWith(">"));
      this.heads.add(head.endsWith(">") ? head.substring(0, head.length() - 1) : head);
    }
  }

  /** Adds a row; cells may be {@link Cell}s or anything with a text. */
  public Table row(Object... cells) {
    List<Cell> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Cell done ? done : Cell.of(cell));
    }
    rows.add(row);
    return this;
  }

  /** Returns whether there is no row yet. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * Returns the lines, heads first.
   *
   * @param columns width of the terminal; 0 never cuts
   */
  public List<String> lines(Style style, int columns) {
    List<List<Cell>> all = new ArrayList<>();
    all.add(heads.stream().map(h -> new Cell(h.toUpperCase(Locale.ROOT), style::dim)).toList());
    rows.forEach(row -> all.add(row.stream().map(Cell::visible).toList()));
    int[] widths = new int[heads.size()];
    for (List<Cell> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Visible.width(row.get(i).text()));
      }
    }
    return all.stream().map(row -> line(row, widths, style, columns)).toList();
  }

  private String line(List<Cell> cells, int[] widths, Style style, int columns) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int i = 0; i < cells.size(); i++) {
      boolean last = i == cells.size() - 1;
      String text = cells.get(i).text();
      if (last && columns > 0 && used + Visible.width(text) > columns && columns - used > 8) {
        // The end of a path or message is more useful than a truncated beginning.
        text = style.either("…", "~") + Visible.end(text, columns - used - 1);
      }
      String gap = " ".repeat(Math.max(0, widths[i] - Visible.width(text)));
      String painted = cells.get(i).paint().apply(text);
      if (right.get(i)) {
        line.append(gap).append(painted);
      } else {
        line.append(painted).append(last ? "" : gap);
      }
      line.append(last ? "" : "  ");
      used += widths[i] + 2;
    }
    return line.toString().stripTrailing();
  }
}
