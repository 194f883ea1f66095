package io.balsam.globus.emulator

/** Answer of the emulator that is an error, with Globus's code for it. */
class EmulatedRefusal extends RuntimeException {

  final int status
  final String code
  final Map more

  EmulatedRefusal(int status, String code, String message, Map more = [:]) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
  }
}
