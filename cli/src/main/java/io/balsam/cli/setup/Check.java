package io.balsam.cli.setup;

/**
 * Result of one check of the doctor.
 *
 * @param name what was checked
 * @param verdict the result
 * @param found what was found
 * @param cure what to do about it, empty when nothing
 */
record Check(String name, Verdict verdict, String found, String cure) {

  enum Verdict {
    OK,
    WARN,
    FAIL
  }

  static Check ok(String name, String found) {
    return new Check(name, Verdict.OK, found, "");
  }

  static Check warn(String name, String found, String cure) {
    return new Check(name, Verdict.WARN, found, cure);
  }

  static Check fail(String name, String found, String cure) {
    return new Check(name, Verdict.FAIL, found, cure);
  }
}
