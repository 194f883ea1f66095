package io.balsam.cli.option;

/**
 * An option.
 *
 * @param name long name without dashes
 * @param letter short name, empty for none
 * @param value name of its value, empty for a switch
 * @param help one line
 * @param many whether it may be given more than once
 * @param complete what its value may be, for completion
 * @param older long name of earlier versions, still understood but not shown; empty for none
 */
public record Opt(
    String name,
    String letter,
    String value,
    String help,
    boolean many,
    Complete complete,
    String older) {

  /** Kind of values that the shell completes. */
  public enum Complete {
    NOTHING,
    FILE,
    DIRECTORY,
    STATE,
    TRANSFER_STATE,
    DIRECTION,
    RUN,
    JOB,
    FORMAT,
    SHELL,
    APP
  }

  /** Creates a switch. */
  public static Opt flag(String name, String help) {
    return new Opt(name, "", "", help, false, Complete.NOTHING, "");
  }

  /** Creates an option with a value. */
  public static Opt value(String name, String value, String help) {
    return new Opt(name, "", value, help, false, Complete.NOTHING, "");
  }

  /** Returns the same option with a short name. */
  public Opt letter(String newLetter) {
    return new Opt(name, newLetter, value, help, many, complete, older);
  }

  /** Returns the same option, allowed more than once. */
  public Opt repeated() {
    return new Opt(name, letter, value, help, true, complete, older);
  }

  /** Returns the same option with completion of its value. */
  public Opt completing(Complete newComplete) {
    return new Opt(name, letter, value, help, many, newComplete, older);
  }

  /** Returns the same option, which had another long name in earlier versions. */
  public Opt older(String name) {
    return new Opt(this.name, letter, value, help, many, complete, name);
  }

  /** Returns the left column of the option on a help page. */
  public String usage() {
    String dashed = (letter.isEmpty() ? "    " : "-" + letter + ", ") + "--" + name;
    return value.isEmpty() ? dashed : dashed + " " + value;
  }
}
