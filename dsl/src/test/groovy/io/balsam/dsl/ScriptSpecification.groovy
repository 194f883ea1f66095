package io.balsam.dsl

import io.balsam.dsl.problem.ScriptProblems
import io.balsam.engine.domain.HookKind
import io.balsam.engine.domain.HookResult
import io.balsam.engine.domain.JobContext
import io.balsam.engine.domain.JobState
import io.balsam.engine.domain.Resources
import io.balsam.engine.domain.Workflow
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Scripts in files of their own, read by one reader. */
abstract class ScriptSpecification extends Specification {

  @TempDir Path directory

  protected WorkflowReader reader() {
    new WorkflowReader(directory.resolve('.cache'))
  }

  protected Path file(String name, String text) {
    Path path = directory.resolve(name)
    Files.createDirectories(path.parent)
    Files.writeString(path, text.stripIndent(true))
  }

  protected Workflow read(String text, Map<String, Object> params = [:]) {
    reader().read(file('wf.groovy', text), params)
  }

  /** What lint says, one line a problem. */
  protected List<String> lint(String text, Map<String, Object> params = [:]) {
    def path = file('wf.groovy', text)
    def said = reader().lint(path, params, [])*.toString()
    try {
      reader().read(path, params)
      assert said.empty: 'read must refuse what lint complains of'
    } catch (ScriptProblems e) {
      assert e.problems()*.toString() == said
    }
    said
  }

  protected JobContext context(Map<String, Object> with = [:]) {
    new JobContext(
        7, 'a', (with.state ?: JobState.RUN_DONE) as JobState, directory,
        (with.parameters ?: [:]) as Map, [row: '1'], new LinkedHashMap(with.data ?: [:]),
        (with.attempts ?: 1) as int, with.returnCode as Integer, with.result, Resources.DEFAULT,
        (with.parents ?: []) as List)
  }

  /** Calls the one hook of an app whose block holds just this besides a command. */
  protected HookResult hook(HookKind kind, String body, Map<String, Object> with = [:], String before = '') {
    def workflow = read("$before\napp('a') {\ncommand 'x'\n$kind.word $body\n}\napp('b') { command 'echo {{x}}' }")
    workflow.apps().a.hooks()[kind].call(context(with))
  }
}
