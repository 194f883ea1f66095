package io.balsam.globus

import io.balsam.globus.emulator.GlobusEmulator
import java.nio.file.Files
import java.nio.file.Path

/**
 * Globus's own command line and SDK, from the directory that the variable {@code GLOBUS_CLIENTS}
 * names (the {@code bin} of a virtual environment), else from the {@code PATH}.
 */
class RealClients {

  private final Map<String, String> environment

  RealClients(GlobusEmulator globus, Path home) {
    environment = [GLOBUS_SDK_SERVICE_URL_TRANSFER: globus.url, GLOBUS_SDK_SERVICE_URL_AUTH: globus.url, HOME: home.toString(),
                   GLOBUS_CLI_CLIENT_ID: 'site', GLOBUS_CLI_CLIENT_SECRET: 'secret', GLOBUS_CLI_INTERACTIVE: '0']
  }

  /** Returns what is not installed. */
  static List<String> missing() {
    def lacking = ['globus', 'python3'].findAll { !program(it) }
    if (program('python3') && new ProcessBuilder(program('python3'), '-c', 'import globus_sdk').start().waitFor() != 0) {
      lacking << 'globus_sdk'
    }
    if (lacking) {
      println "skipped, Globus's own clients: no ${lacking.join(', ')}; set GLOBUS_CLIENTS to the bin of a virtual environment with globus-cli"
    }
    lacking
  }

  private static String program(String name) {
    def places = System.getenv('GLOBUS_CLIENTS') ?: System.getenv('PATH')
    places.split(':').collect { Path.of(it, name) }.find { Files.isExecutable(it) }
  }

  /** Runs the command line, and returns its JSON, with its exit code as {@code rc}. */
  Map cli(String... words) {
    def result = run([program('globus'), *words, '--format', 'json'])
    def json = result.out.trim().startsWith('{') ? GlobusEmulator.JSON.readValue(result.out as String, Map) : [:]
    json + [rc: result.rc, err: result.err]
  }

  /** Runs the command line for people. */
  Map text(String... words) { run([program('globus'), *words]) }

  /** Runs a script with the SDK; what it prints first is answered with a line. */
  Map sdk(String script, Closure<String> answer = { '' }) { run([program('python3'), '-c', script], answer) }

  private Map run(List<String> command, Closure<String> answer = null) {
    def builder = new ProcessBuilder(command)
    builder.environment().keySet().removeAll { it.startsWith('GLOBUS') }
    builder.environment().putAll(environment)
    def process = builder.start()
    def err = new StringBuilder()
    def reader = process.consumeProcessErrorStream(err)
    def first = ''
    if (answer) {
      first = process.inputReader().readLine() ?: ''
      process.outputWriter().withCloseable { it.write(answer.call(first)) }
    }
    def out = process.inputReader().text
    def rc = process.waitFor()
    reader.join()
    [rc: rc, out: out, err: err.toString()]
  }
}
