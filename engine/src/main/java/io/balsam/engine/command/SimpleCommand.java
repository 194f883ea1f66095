package io.balsam.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One simple command: its words so far, and whether the next one names a program. */
final class SimpleCommand {

  static final Pattern ASSIGNMENT = Pattern.compile("^[A-Za-z_][A-Za-z0-9_]*\\+?=");
  static final Pattern INDEX = Pattern.compile("^[A-Za-z_][A-Za-z0-9_]*\\[[^\\]]*$");

  private static final Pattern ARRAY =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\[.*])?\\+?=", Pattern.DOTALL);

  private final PlaceholderScan scan;
  private final List<String> words = new ArrayList<>();
  private boolean starting = true;
  private String target = "";
  private int begin = -1;
  private int firstPlaceholder;
  private int firstOfTest = -1;
  private boolean computing;
  private int cases;
  private final boolean array;
  private final ShellInput input;

  /**
   * Starts a command.
   *
   * @param array whether these are the words of {@code name=( … )}
   */
  SimpleCommand(PlaceholderScan scan, boolean array) {
    this.scan = scan;
    this.array = array;
    this.input = new ShellInput(scan);
  }

  ShellInput input() {
    return input;
  }

  /** Returns the words so far. */
  List<String> words() {
    return words;
  }

  /** Returns whether {@code ((} begins arithmetic there. */
  boolean mayCompute() {
    return words.isEmpty() || words.equals(List.of("for"));
  }

  /** Returns whether {@code (} begins an array there. */
  boolean assigns() {
    return inWord() && ARRAY.matcher(scan.text.substring(begin, scan.at)).matches();
  }

  boolean inCase() {
    return cases > 0;
  }

  /** Returns whether the word so far is {@code name[}, at the beginning of a command. */
  boolean inIndex() {
    String word = scan.text.substring(begin, scan.at);
    return array ? word.matches("\\[[^\\]]*") : starting && INDEX.matcher(word).find();
  }

  /** Notes that the next word is the target of a redirection. */
  void expectTarget(String operator) {
    target = operator;
  }

  boolean inWord() {
    return begin >= 0;
  }

  void beginWord() {
    if (begin < 0) {
      begin = scan.at;
      firstPlaceholder = scan.placeholders().size();
    }
  }

  /** Ends the word before a redirection; digits there are not a word. */
  void endBeforeRedirection() {
    if (begin >= 0 && scan.text.substring(begin, scan.at).matches("[0-9]+")) {
      begin = -1;
    }
    endWord();
  }

  void endCommand() {
    endWord();
    input.endCommand(words);
    words.clear();
    starting = true;
    target = "";
  }

  void endWord() {
    if (begin < 0) {
      return;
    }
    String word = scan.text.substring(begin, Math.min(scan.at, scan.text.length()));
    List<Placeholder> own = finishPlaceholders(word);
    judge(word);
    if (target.isEmpty()) {
      builtins(word, own);
    }
    begin = -1;
    if (!target.isEmpty()) {
      input.target(target, firstPlaceholder);
      target = "";
    } else if (starting) {
      starting(word);
    } else if (word.equals("{") && (words.size() == 1 || words.get(0).equals("function"))) {
      words.clear();
      starting = true;
    } else {
      words.add(word);
    }
  }

  private void starting(String word) {
    if (word.equals("case")) {
      cases++;
      words.add(word);
      starting = false;
    } else if (word.equals("esac")) {
      cases = Math.max(0, cases - 1);
    } else if (!ShellRules.OPENING.contains(word) && !ASSIGNMENT.matcher(word).find()) {
      words.add(word);
      starting = false;
    }
  }

  /** Completes the placeholders of a word, now that its end is known. */
  private List<Placeholder> finishPlaceholders(String word) {
    boolean braces = word.replace("{{", "").contains("{");
    scan.settle(firstPlaceholder, placeholder -> finished(placeholder, braces));
    return List.copyOf(scan.placeholders().subList(firstPlaceholder, scan.placeholders().size()));
  }

  private void builtins(String word, List<Placeholder> own) {
    for (int i = 0; i < own.size(); i++) {
      String before = scan.text.substring(begin, own.get(i).start());
      int placeholder = firstPlaceholder + i;
      (starting ? scan.builtins.assignment(before) : scan.builtins.refusal(words, before))
          .ifPresent(
              refusal -> scan.refuse(placeholder, placeholder + 1, refusal.why(), refusal.cure()));
    }
    if (own.isEmpty() && !starting) {
      scan.builtins.word(words, word);
    }
    if (scan.at < scan.text.length() && scan.text.charAt(scan.at) == '(' && assigns()) {
      scan.builtins.evaluated(word);
    }
  }

  private Placeholder finished(Placeholder placeholder, boolean braces) {
    String before = starting ? scan.text.substring(begin, placeholder.start()) : null;
    boolean assigned = before != null && ASSIGNMENT.matcher(before).find();
    boolean redirected =
        scan.at < scan.text.length() && "<>".indexOf(scan.text.charAt(scan.at)) >= 0;
    boolean compared = firstOfTest >= 0 || (!words.isEmpty() && words.get(0).equals("case"));
    boolean joined =
        starting
            && placeholder.end() < scan.text.length()
            && "=+[".indexOf(scan.text.charAt(placeholder.end())) >= 0;
    return new Placeholder(
        placeholder.start(),
        placeholder.end(),
        placeholder.name(),
        placeholder.written(),
        placeholder.place(),
        !redirected && !braces && !joined && !compared && !scan.afterVariable(placeholder.start()),
        placeholder.single() || assigned || !target.isEmpty() || ShellBuiltins.tests(words),
        assigned ? null : before,
        "",
        "");
  }

  /** Rejects values in words that a program interprets as a shell does. */
  private void judge(String word) {
    if (word.equals("[[")) {
      firstOfTest = scan.placeholders().size();
    } else if (firstOfTest >= 0 && ShellRules.COMPUTING.contains(word)) {
      int from = firstOfTest;
      firstOfTest = scan.placeholders().size();
      scan.refuseLast(from, "[[ … " + word + " … ]] computes", "write [ … ] instead of [[ … ]]");
      computing = true;
    } else if (word.equals("]]")) {
      if (computing) {
        scan.refuseLast(firstOfTest, "[[ … ]] computes", "write [ … ] instead of [[ … ]]");
      }
      computing = false;
      firstOfTest = -1;
    }
    boolean mixed =
        scan.placeholders().size() > firstPlaceholder
            && (scan.placeholders().get(firstPlaceholder).start() > begin
                || scan.placeholders().get(firstPlaceholder).end() < scan.at);
    ShellRules.again(words, mixed)
        .ifPresent(
            why ->
                scan.refuseLast(
                    firstPlaceholder,
                    why,
                    "pass the value as an argument: sh -c 'program \"$1\"' - {{name}}"));
  }
}
