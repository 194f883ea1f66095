package io.balsam.engine.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that the user probably meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * Returns the known word nearest to the written one, if it is near enough for a suggestion: a
   * third of its letters may differ; case and the characters {@code _} and {@code -} do not count.
   *
   * @param known may be empty; among equally near words the first one wins
   */
  public static Optional<String> to(String written, Collection<String> known) {
    String plain = plain(written);
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String word : known) {
      String other = plain(word);
      int distance = distance(plain, other);
      int allowed = Math.max(1, Math.max(plain.length(), other.length()) / 3);
      if (distance < least && distance <= allowed && distance < other.length()) {
        best = word;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns {@code did you mean 'x'?}, or the fallback when no known word is near. */
  public static String question(String written, Collection<String> known, String otherwise) {
    return to(written, known).map(word -> "did you mean '" + word + "'?").orElse(otherwise);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /**
   * Returns the optimal string alignment distance: swapped neighbouring letters count as one error.
   */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
