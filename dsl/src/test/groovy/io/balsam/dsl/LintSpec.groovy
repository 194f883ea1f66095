package io.balsam.dsl

import io.balsam.engine.packing.Capacity
import io.balsam.spi.Node

/** Every complaint in full, with its place. */
class LintSpec extends ScriptSpecification {

  private static final String APPS = "app('a') { command 'x {{i}}'; parameter 'i', default: 1, type: int }; app('b') { command 'y {{n}}' }\n"

  def "mistakes in words: #text"() {
    expect:
    lint(text) == problems

    where:
    text                                                       || problems
    "ap('a') { }"                                              || ["wf.groovy:1:1: unknown word 'ap' at the top level: did you mean 'app'?"]
    "frobnicate 3"                                             || ["wf.groovy:1:1: unknown word 'frobnicate' at the top level: known here: app, include, job, moldable, param, workflow"]
    "app('a') { command 'x'; descripton 'y' }"                 || ["wf.groovy:1:25: unknown word 'descripton' in an app: did you mean 'description'?"]
    "app('a') { command 'x'; handel_timeout { } }"             || ["wf.groovy:1:25: unknown word 'handel_timeout' in an app: did you mean 'handle_timeout'?"]
    "app('a') { command 'x'; nodes 2 }"                        || ["wf.groovy:1:25: 'nodes' is not available in an app: it belongs in a job"]
    "app('a') { command 'x'; job('a') }"                       || ["wf.groovy:1:25: 'job' is not available in an app: it belongs at the top level"]
    "app('a') { command 'x' }\njob('a') { app('b') { } }"      || ["wf.groovy:2:12: 'app' is not available in a job: it belongs at the top level"]
    "app('a') { command 'x' }\njob('a') { node 2 }"            || ["wf.groovy:2:12: unknown word 'node' in a job: did you mean 'nodes'?"]
    "app('a') { command 'x' }\njob('a') { nodes = 2 }"         || ["wf.groovy:2:12: 'nodes' takes no '=': write nodes 1"]
    "app('a') { command 'x'; merge_output }"                   || ["wf.groovy:1:25: 'merge_output' needs a value: write merge_output true"]
    "app('a') { command 'x'; shell strict: 'no' }"             || ["wf.groovy:1:31: 'strict:' of 'shell' must be true or false"]
    "app('a') { command 'x'; shell strikt: false }"            || ["wf.groovy:1:31: 'shell' has no 'strikt:': did you mean 'strict'?"]
    "app('a') { command 'x'; merge_output 'y' }"               || ["wf.groovy:1:25: 'merge_output' does not take these arguments: write merge_output true"]
    "command 'x'"                                              || ["wf.groovy:1:1: 'command' is not available at the top level: it belongs in an app"]
    "def job = 3"                                              || ["wf.groovy:1:5: a variable cannot be called 'job' here: it would hide the word job"]
    "app('a') { command 'x'; preprocess { procede() } }"       || ["wf.groovy:1:38: unknown word 'procede' in preprocess: did you mean 'proceed'?"]
    "app('a') { command 'x'; preprocess { restart() } }"       || ["wf.groovy:1:38: preprocess cannot restart(): call proceed() or fail('why')"]
    "app('a') { command 'x'; handle_error { proceed() } }"     || ["wf.groovy:1:40: handle_error cannot proceed(): call restart() or fail('why')"]
    "app('a') { command 'x'; handle_error { if (jb.attempts) restart() } }" || ["wf.groovy:1:44: unknown word 'jb' in handle_error: did you mean 'job'?"]
    "app('a') { command 'x'; postprocess { job('a') } }"       || ["wf.groovy:1:39: a hook adds jobs with 'submit': write submit { job('app') { ... } }"]
    "app('a') { command 'x'; postprocess { job -> job('a') } }" || ["wf.groovy:1:46: a hook adds jobs with 'submit': write submit { job('app') { ... } }"]
    "app('a') { command 'x'; postprocess { submit { app('c') { } } } }" || ["wf.groovy:1:48: 'app' is not available in submit: it belongs at the top level"]
    "app('a') { command 'x'; postprocess { [1].each { foo(it) } } }" || ["wf.groovy:1:50: unknown word 'foo' in postprocess: known here: fail, proceed, restart, submit"]
    "app('a') { run { x -> proceed() } }"                      || ["wf.groovy:1:23: 'proceed' is not available in run: it belongs in a hook of an app"]
    "app('a') { run { x -> y } }"                              || ["wf.groovy:1:23: unknown word 'y' in run: strings need quotes, variables need 'def'"]
    "def twice(x) { x }\napp('a') { command \"\${twise(2)}\" }" || ["wf.groovy:2:23: unknown word 'twise' in an app: did you mean 'twice'?"]
    "app('a') { command echo }"                                || ["wf.groovy:1:20: unknown word 'echo' in an app: strings need quotes, variables need 'def'"]
    "app('a') { command 'x'; postprocess { job -> job.data.x = job.workdri } }" || ["wf.groovy:1:63: a job has no 'workdri': did you mean 'workdir'?"]
    "app('a') { command 'x'; handle_error { fail(job.exitCode) } }" || ["wf.groovy:1:49: a job has no 'exitCode': it has app, attempts, data, id, parameters, parents, resources, result(), returnCode, state, tags, workdir"]
    "param 'size', default: 2\nprintln params.siz"             || ["wf.groovy:2:16: unknown script parameter 'siz': did you mean 'size'?"]
    "println params.siz"                                       || ["wf.groovy:1:16: unknown script parameter 'siz': declare it: param 'siz', default: ..."]
  }

  def "mistakes in apps: #text"() {
    expect:
    lint(text) == problems

    where:
    text                                                        || problems
    "app('a') { description 'x' }"                              || ["wf.groovy:1:1: app 'a' does nothing: give it a command '...' or run { ... }"]
    "app('a') { command 'x'; run { 1 } }"                       || ["wf.groovy:1:1: app 'a' has both a command and a function: keep 'command' or 'run'"]
    "app('a') { command 'x'; command 'y' }"                     || ["wf.groovy:1:12: 'command' is given twice: keep one of them"]
    "app('a') { command '' }"                                   || ["wf.groovy:1:12: the command is empty: write command 'program --x {{x}}'"]
    "app('a') { command 'x' }\napp('a') { command 'y' }"        || ["wf.groovy:2:1: there are two apps called 'a': the other one is at wf.groovy:1:1"]
    "app('a') { command null }"                                 || ["wf.groovy:1:12: the command is null: write command 'program --x {{x}}'"]
    "app('a b') { command 'x' }"                                || ["wf.groovy:1:1: 'a b' is not a valid app name: use letters, digits and . _ -"]
    "app('a') { command 'x {{y z}}' }"                          || ["wf.groovy:1:23: '{{y z}}' does not name a parameter: write {{name}}; other text in braces goes through a parameter's value"]
    "app('a') { command 'x {{y}} `z {{y}}`' }"                  || ["wf.groovy:1:32: no value is allowed at '{{y}}': the shell reads `…` twice: write \$(…) instead of `…`, values are safe there"]
    "app('a') { command 'test -v {{y}}' }\njob('a') { parameters y: 1 }\njob('a') { parameters y: 2 }" || ["wf.groovy:1:29: no value is allowed at '{{y}}': 'test -v' takes a variable's name there, and runs \$(…) in its index: write the variable's name into the command"]
    "app('a') { command 'x'; cleanup 'a\\0b' }"                || ["wf.groovy:1:25: 'a\uFFFDb' is not a path: it contains the character NUL"]
    "app('a') { command 'x' }\njob('a') { inputs files: 'a\\0b' }" || ["wf.groovy:2:19: 'a\uFFFDb' is not a path: it contains the character NUL"]
    "app('a') { command 'x' }\njob('a') { inputs files: '/a\\0b', optional: true }" || ["wf.groovy:2:19: '/a\uFFFDb' is not a path: it contains the character NUL"]
    "app('a') { command 'x' }\njob('a') { workdir 'a\\0b' }"  || ["wf.groovy:2:12: 'workdir' must not contain control characters: write workdir 'dir/name'"]
    "app('a') { command 'x'; transfer 'i', direction: 'in', path: 'a\\0b' }" || ["wf.groovy:1:56: 'path:' of 'transfer' must be a path below the workdir, not 'a\0b'"]
    "app('a') { command 'x'; transfer 'i', direction: 'in', path: 'b' }\njob('a') { transfers i: '/a\\0b' }" || ["wf.groovy:2:1: the job gives no location for the transfer slot 'i' of app 'a': add transfers i: 'location:/path'", "wf.groovy:2:22: 'i:' of 'transfers' contains a NUL character"]
    "include 'a\\0b'"                                          || ["wf.groovy:1:1: 'a\uFFFDb' is not a path: it contains the character NUL"]
    "app('a') { command 'echo \$(({{n}}))' }\njob('a') { parameters n: 'a[1]' }" || ["wf.groovy:2:23: parameter 'n' must be a whole number, since the shell computes with '{{n}}'"]
    "app('a') { command 'x={{n}} y' }\njob('a') { parameters n: [1, 2] }" || ["wf.groovy:2:23: parameter 'n' must be a single value, not a list, in '{{n}}'"]
    "app('a') { command 'x {{y' }"                              || ["wf.groovy:1:23: '{{' is not closed by '}}': write {{name}}; other text in braces goes through a parameter's value"]
    "app('a') { command 'x {{size}}'; parameter 'sise' }"       || ["wf.groovy:1:34: parameter 'sise' is not used in the command: did you mean 'size'?"]
    "app('a') { run { x -> x }\n parameter 'y' }"               || ["wf.groovy:2:2: parameter 'y' is not used as an argument of 'run': use it or remove it"]
    "app('a') { run { x = 2 -> x } }"                           || ["wf.groovy:1:12: an argument of 'run' cannot have a default: write parameter 'x', default: ..."]
    "app('a') { command 'x {{i}}'; parameter 'i', defualt: 3 }" || ["wf.groovy:1:46: 'parameter' has no 'defualt:': did you mean 'default'?"]
    "app('a') { command 'x {{i}}'; parameter 'i', default: 'x', type: int }" || ["wf.groovy:1:46: 'default:' of 'parameter' must be a whole number, not the string 'x'"]
    "app('a') { command 'x {{i}}'; parameter 'i', default: 1, type: 'whole' }" || ["wf.groovy:1:58: 'type:' of 'parameter' must be one of int, double, boolean, String, not the string 'whole'"]
    "app('a') { command 'x {{i}}'; parameter 'i', default: 1, required: true }" || ["wf.groovy:1:58: 'required:' of 'parameter' must not be true where there is a default"]
    "app('a') { command 'x {{i}}'; parameter 'i', required: false }" || ["wf.groovy:1:46: 'required:' of 'parameter' can only be false where there is a default"]
    "app('a') { command 'x {{i}}'; parameter 'i'; parameter 'i' }" || ["wf.groovy:1:31: parameter 'i' is declared twice: keep one of them"]
    "app('a') { command 'x'; parameter '1x' }"                  || ["wf.groovy:1:25: '1x' is not a valid parameter name: use letters, digits and _", "wf.groovy:1:25: parameter '1x' is not used in the command: use it or remove it"]
    "app('a') { command 'x'; predict by: ['b'] }\njob('a') { tags c: 1 }" || ["wf.groovy:1:25: 'predict by:' names 'b', which is no parameter of app 'a' and no tag of its jobs: known: c"]
    "app('a') { command 'x {{mesh}}'; predict by: 'mehs' }\njob('a') { parameters mesh: 1 }" || ["wf.groovy:1:34: 'predict by:' names 'mehs', which is no parameter of app 'a' and no tag of its jobs: did you mean 'mesh'?"]
    "app('a') { command 'x'; predict by: [] }"                  || ["wf.groovy:1:25: 'predict' names nothing: write predict by: ['n']"]
    "app('a') { command 'x'; predict bye: 'b' }"                || ["wf.groovy:1:33: 'predict' has no 'bye:': did you mean 'by'?"]
    "app('a') { command 'x'; predict by: 3 }"                   || ["wf.groovy:1:33: 'by:' of 'predict' must be a name or a list of names"]
    "app('a') { command 'x'; predict by: ['b', 'b'] }"          || ["wf.groovy:1:33: 'by:' of 'predict' has a name twice"]
    "app('a') { command 'x'; predict by: ['b', 'c', 'd', 'e', 'f'] }" || ["wf.groovy:1:33: 'by:' of 'predict' has 5 names, and 4 are allowed"]
    "app('a') { command 'x'; predict by: 'b'; predict by: 'c' }" || ["wf.groovy:1:25: 'predict' is given twice: keep one of them"]
    "app('a') { command 'x'; retry attempts: 0 }"               || ["wf.groovy:1:31: 'attempts:' of 'retry' must be a whole number of at least 1, not 0"]
    "app('a') { command 'x'; retry attempts: 2, backoff: 10 }"  || ["wf.groovy:1:44: 'backoff:' of 'retry' needs a unit: 10.seconds or 10.minutes"]
    "app('a') { command 'x'; retry attempts: 2, backoff: '10 sec' }" || ["wf.groovy:1:44: 'backoff:' of 'retry' must be a duration such as 10.minutes or '1h30m', not '10 sec'"]
    "app('a') { command 'x'; hook_time_limit 5 }"               || ["wf.groovy:1:25: 'hook_time_limit' needs a unit: 5.seconds or 5.minutes: write hook_time_limit 5.minutes"]
    "app('a') { command 'x'; shell_preamble 5 }"                || ["wf.groovy:1:25: 'shell_preamble' must be a string or a list of lines, not 5: write shell_preamble 'module load gcc'"]
    "app('a') { command 'x'; environment A: null }"             || ["wf.groovy:1:37: 'A:' of 'environment' must be a string, not null"]
    "app('a') { command 'x'; transfer 's', direction: 'up' }"   || ["wf.groovy:1:39: 'direction:' of 'transfer' must be 'in' or 'out'"]
    "app('a') { command 'x'; transfer 's', direction: 'in', path: '../x' }" || ["wf.groovy:1:56: 'path:' of 'transfer' must be a path below the workdir, not '../x'"]
    "app('a') { command 'x'; transfer 's', direction: 'in', recursive: 1 }" || ["wf.groovy:1:56: 'recursive:' of 'transfer' must be true or false"]
    "app('a') { command 'x'; preprocess { a, b -> proceed() } }" || ["wf.groovy:1:25: a hook takes one argument, the job: write preprocess { job -> ... }"]
    "app('a') { command 'x'; preprocess { proceed() }; preprocess { proceed() } }" || ["wf.groovy:1:25: 'preprocess' is given twice: keep one of them"]
    "workflow 'a b'"                                            || ["wf.groovy:1:1: 'a b' is not a valid name: use letters, digits and . _ -"]
    "workflow 'a'; workflow 'b'"                                || ["wf.groovy:1:15: the workflow is named twice: keep one of them"]
  }

  def "mistakes in jobs: #text"() {
    expect:
    lint(APPS + text) == problems

    where:
    text                                                        || problems
    "job('aa')"                                                 || ["wf.groovy:2:1: unknown app 'aa': known: a, b"]
    "job(null)"                                                 || ["wf.groovy:2:1: the name of the job's app is null: write job('app')"]
    "job(a)"                                                    || ["wf.groovy:2:5: unknown word 'a' at the top level: strings need quotes, variables need 'def'"]
    "job('other')"                                              || ["wf.groovy:2:1: unknown app 'other': known: a, b"]
    "job('a') { parameters j: 1 }"                              || ["wf.groovy:2:23: app 'a' has no parameter 'j': it has i"]
    "job('b')"                                                  || ["wf.groovy:2:1: the job gives no value for parameter 'n' of app 'b': add parameters n: ..."]
    "job('a') { parameters i: 'x' }"                            || ["wf.groovy:2:23: parameter 'i' must be a whole number, not the string 'x'"]
    "job('a') { parameters i: 1.5 }"                            || ["wf.groovy:2:23: parameter 'i' must be a whole number, not 1.5"]
    "job('b') { parameters n: new Object() }"                   || ["wf.groovy:2:1: the job gives no value for parameter 'n' of app 'b': add parameters n: ...", "wf.groovy:2:23: 'n:' of 'parameters' cannot be stored: it is an Object"]
    "job('b') { parameters n: (1..2_000_000_000) }"             || ["wf.groovy:2:1: the job gives no value for parameter 'n' of app 'b': add parameters n: ...", "wf.groovy:2:23: 'n:' of 'parameters' has more than 16,000,000 characters: keep it in a file"]
    "job('b') { tags n: (1..2_000_000_000); parameters n: 1 }"  || ["wf.groovy:2:17: 'n:' of 'tags' has more than 16,000,000 characters: keep it in a file"]
    "job('a') { nodes 0 }"                                      || ["wf.groovy:2:12: 'nodes' must be a whole number of at least 1, not 0: write nodes 1"]
    "job('a') { nodes 1.5 }"                                    || ["wf.groovy:2:12: 'nodes' must be a whole number of at least 1, not 1.5: write nodes 1"]
    "job('a') { ranksPerNode(-2) }"                             || ["wf.groovy:2:12: 'ranksPerNode' must be a whole number of at least 1, not -2: write ranksPerNode 1"]
    "job('a') { threadsPerRank 0 }"                             || ["wf.groovy:2:12: 'threadsPerRank' must be a whole number of at least 1, not 0: write threadsPerRank 1"]
    "job('a') { threadsPerCore 3000000000 }"                    || ["wf.groovy:2:12: 'threadsPerCore' must be a whole number of at least 1, not 3000000000: write threadsPerCore 1"]
    "job('a') { nodePackingCount 0 }"                           || ["wf.groovy:2:12: 'nodePackingCount' must be a whole number of at least 1, not 0: write nodePackingCount 4"]
    "job('a') { gpusPerRank Double.NaN }"                       || ["wf.groovy:2:12: 'gpusPerRank' must be a number of at least 0, not NaN: write gpusPerRank 0.5"]
    "job('a') { gpusPerRank(-0.5) }"                            || ["wf.groovy:2:12: 'gpusPerRank' must be a number of at least 0, not -0.5: write gpusPerRank 0.5"]
    "job('a') { memory '4' }"                                   || ["wf.groovy:2:12: 'memory' must be a number and KB, MB, GB or TB, such as '4 GB', not '4': write memory '4 GB'"]
    "job('a') { memory 4 }"                                     || ["wf.groovy:2:12: 'memory' does not take these arguments: write memory '4 GB'"]
    "job('a') { resource 'gpu', 1 }"                            || ["wf.groovy:2:12: 'resource' cannot take 'gpu', which is counted anyway: write resource 'fpga', 1"]
    "job('a') { resource 'x y' }"                               || ["wf.groovy:2:12: 'resource' cannot take 'x y': a name is a letter, then letters, digits and . _ -: write resource 'fpga', 1"]
    "job('a') { resource 'fpga', 0 }"                           || ["wf.groovy:2:12: 'resource' must be a whole number of at least 1, not 0: write resource 'fpga', 1"]
    "job('a') { nodes 'two' }"                                  || ["wf.groovy:2:12: 'nodes' does not take these arguments: write nodes 1"]
    "job('a') { wallTime(-5.minutes) }"                         || ["wf.groovy:2:12: 'wallTime' must not be negative: write wallTime 10.minutes"]
    "job('a') { priority 'high' }"                              || ["wf.groovy:2:12: 'priority' does not take these arguments: write priority 10"]
    "job('a') { launchParams cpu_bind: 'cores' }"               || ["wf.groovy:2:25: 'cpu_bind:' of 'launchParams' is no option: the MPI runner would run it as the program: write '--cpu-bind'"]
    "job('a') { launchParams n: 2, '--label': true }"           || ["wf.groovy:2:25: 'n:' of 'launchParams' is no option: the MPI runner would run it as the program: write '-n'"]
    "job('a') { launchParams '--label': null, cpu_affinity: 'depth' }" || ["wf.groovy:2:25: '--label:' of 'launchParams' must be a string, not null"]
    "job('a') { tags k: [1] }"                                  || ["wf.groovy:2:17: 'k:' of 'tags' must be a string, not a list"]
    "job('a') { workdir '../x' }"                               || ["wf.groovy:2:12: 'workdir' must not leave the run's directory, as '../x' does: write workdir 'dir/name'"]
    "job('a') { workdir '/tmp/x' }"                             || ["wf.groovy:2:12: 'workdir' must be relative to the run's directory, not '/tmp/x': write workdir 'dir/name'"]
    "job('a') { workdir '~/x' }"                                || ["wf.groovy:2:12: 'workdir' must be relative to the run's directory, not '~/x': write workdir 'dir/name'"]
    "job('a') { workdir '.' }"                                  || ["wf.groovy:2:12: 'workdir' must be a directory below the run's, not '.': write workdir 'dir/name'"]
    "job('a') { workdir 'w' }\njob('a') { workdir './w/' }"     || ["wf.groovy:3:12: two jobs would write to the workdir 'w': the other one is at wf.groovy:2:1"]
    '(1..3).each { job("a") { workdir "t/$it" } }'              || ["wf.groovy:2:26: two jobs would write to the workdir 't/null': in a job's block 'it' is not the loop's variable: name that variable, as in .each { n -> job(…) { workdir \"t/\$n\" } }"]
    "3.times { job('a') { workdir 'w' } }"                      || ["wf.groovy:2:22: two jobs would write to the workdir 'w': build it from a value that differs between the jobs of this loop"]
    "job('a') { after 'x' }"                                    || ["wf.groovy:2:12: 'after' takes jobs, not the string 'x': write after job1, job2"]
    "job('a') { after null }"                                   || ["wf.groovy:2:12: 'after' takes jobs, not null: write after job1, job2"]
    "job('a') { after() }"                                      || ["wf.groovy:2:12: 'after' needs a job: write after job1, job2"]
    "def x = job('a')\nx.after x"                               || ["wf.groovy:2:9: job a/1 waits for itself: remove one 'after'"]
    "def x = job('a')\ndef y = job('a') { after x }\ndef z = job('a') { after y }\nx.after z" || ["wf.groovy:2:9: these jobs wait for each other: a/1 -> a/3 -> a/2 -> a/1: remove one 'after' (the others are at wf.groovy:4:9, wf.groovy:3:9)"]
    "job('a') { inputs from: 3, files: '*' }"                   || ["wf.groovy:2:12: 'inputs from:' takes jobs, not 3: write inputs from: job1, files: '*.csv'"]
    "job('a') { inputs file: '*' }"                             || ["wf.groovy:2:12: 'inputs' needs 'files:': write inputs files: '*.csv'", "wf.groovy:2:19: 'inputs' has no 'file:': did you mean 'files'?"]
    "job('a') { inputs files: 3 }"                              || ["wf.groovy:2:19: 'files:' of 'inputs' must be a string or a list of strings, not 3"]
    "job('a') { transfers s: '/x' }"                            || ["wf.groovy:2:22: app 'a' has no transfer slot 's': it has none"]
    "app('t') { command 'x'; transfer 's', direction: 'in' }; job('t')" || ["wf.groovy:2:58: the job gives no location for the transfer slot 's' of app 't': add transfers s: 'location:/path'"]
    "app('t') { command 'x'; transfer 's', direction: 'out', path: 'y' }\njob('t') { transfers s: '/x/' }\njob('t') { transfers s: '/x/y' }" || ["wf.groovy:4:22: two jobs would write /x/y, and one would replace the result of the other: the other one is at wf.groovy:3:1"]
    "app('t') { command 'x'; transfer 's', direction: 'out', path: 'y' }\n2.times { job('t') { transfers s: '/x/' } }" || ["wf.groovy:3:32: two jobs would write /x/y, and one would replace the result of the other: build it from a value that differs between the jobs of this loop"]
    "app('t') { command 'x'; transfer 's', direction: 'in' }\njob('t') { transfers s: 'x' }" || ["wf.groovy:3:22: 'x' is not a transfer location: write 'location:/path' or '/path'"]
  }

  def "mistakes in script parameters: #text with #given"() {
    expect:
    lint(text, given) == problems

    where:
    text                          | given          || problems
    "param 'n', type: int"        | [:]            || ["wf.groovy:1:1: script parameter 'n' has no value: give --param n=..."]
    "param 'n', default: 1"       | [n: '7e013608'] || ["wf.groovy:1:1: script parameter 'n' must be a whole number, not '7e013608': give --param n=..."]
    "param 'n', default: 1"       | [n: '1.0']     || ["wf.groovy:1:1: script parameter 'n' must be a whole number, not '1.0': give --param n=..."]
    "param 'n', default: 1"       | [n: ' 1']      || ["wf.groovy:1:1: script parameter 'n' must be a whole number, not ' 1': give --param n=..."]
    "param 'n', default: 1.0"     | [n: '7e9999']  || ["wf.groovy:1:1: script parameter 'n' must be a number, not '7e9999': give --param n=..."]
    "param 'n', default: 1.0"     | [n: 'NaN']     || ["wf.groovy:1:1: script parameter 'n' must be a number, not 'NaN': give --param n=..."]
    "param 'n', default: true"    | [n: 'yes']     || ["wf.groovy:1:1: script parameter 'n' must be true or false, not 'yes': give --param n=..."]
    "param 'n', default: true"    | [n: 1]         || ["wf.groovy:1:1: script parameter 'n' must be true or false, not 1: give --param n=..."]
    "param 'n', default: 'x'"     | [n: [5]]         || ["wf.groovy:1:1: script parameter 'n' must be a string, not a list: give --param n=..."]
    "param 'size', default: 1"    | [siz: '2']     || ["wf.groovy: unknown script parameter 'siz': did you mean 'size'?"]
    "param 'size', default: 1"    | [other: '2']   || ["wf.groovy: unknown script parameter 'other': it has size"]
    "println 1"                   | [n: '2']       || ["wf.groovy: unknown script parameter 'n': the script declares none"]
    "param 'n', default: 1\nparam 'n', default: 2" | [:] || ["wf.groovy:2:1: script parameter 'n' is declared twice: keep one of them"]
    "param 'n', defalt: 1"        | [:]            || ["wf.groovy:1:1: script parameter 'n' has no value: give --param n=...", "wf.groovy:1:12: 'param' has no 'defalt:': did you mean 'default'?"]
  }

  def "mistakes in syntax: #text"() {
    expect:
    lint(text) == problems

    where:
    text                                              || problems
    "app('a') {\n  command 'x'\njob('a')"             || ["wf.groovy:1:10: this '{' is never closed: add a '}'"]
    "app('a') {\n  command 'x'\n  preprocess {\n    proceed()\n}\njob('a')" || ["wf.groovy:3:14: this '{' is never closed: add a '}'"]
    "app('a' { command 'x' }"                         || ["wf.groovy:1:4: this '(' is never closed: add a ')'"]
    "app('a') { command 'x' }}"                       || ["wf.groovy:1:25: this '}' has no matching '{': remove it, or add the '{' before it"]
    "app('a') { command 'x }"                         || ["wf.groovy:1:20: this string is never closed: add ' at its end"]
    "app('a') { command '''x }"                       || ["wf.groovy:1:20: this string is never closed: add ''' at its end"]
    "/* app('a')"                                     || ["wf.groovy:1:1: this comment is never closed: add */ at its end"]
    "app('a') { command 'x' } )"                      || ["wf.groovy:1:26: this ')' has no matching '(': remove it, or add the '(' before it"]
    "def x = 1\ndef x = 2"                            || ["wf.groovy:2:5: 'x' is declared twice: choose another name, or leave out the second 'def'"]
    "def x = new Fooo()"                              || ["wf.groovy:1:9: unknown class 'Fooo': import it, or check its spelling"]
    "import foo.Bar"                                  || ["wf.groovy:1:8: unknown class 'foo.Bar': import it, or check its spelling"]
    "int 3 = 4"                                       || ["wf.groovy:1:5: cannot assign to this: write a variable left of '='"]
    "def f() { 1 }\ndef f() { 2 }"                    || ["wf.groovy:1:1: the method 'f' is declared twice: choose another name", "wf.groovy:2:1: the method 'f' is declared twice: choose another name"]
  }

  def "exceptions in the script's own code: #text"() {
    expect:
    lint(text) == problems

    where:
    text                                || problems
    "def x = null\n  println x.size()"  || ["wf.groovy:2:3: 'size()' is called on null: check what is left of it"]
    "println 'abc'.lenght()"            || ["wf.groovy:1:1: a string has no 'lenght()': did you mean 'length'?"]
    "println 'abc'.foo"                 || ["wf.groovy:1:1: a string has no 'foo'"]
    "println 1 / 0"                     || ["wf.groovy:1:1: division by zero"]
    "def f() { f() }\nf()"              || ["wf.groovy:1:1: a method calls itself endlessly"]
    "throw new RuntimeException('odd')" || ["wf.groovy:1:1: odd"]
    "println Integer.parseInt('x')"     || ["wf.groovy:1:1: 'x' is not a number"]
  }

  def "a missing script, a cycle of includes and a missing include are reported"() {
    given:
    file('one.groovy', "include 'two.groovy'")
    file('two.groovy', "\n include 'one.groovy'")
    file('bad.groovy', "app('x') { comand 'y' }")

    expect:
    lint("include 'nowhere.groovy'") == ["wf.groovy:1:1: cannot include 'nowhere.groovy': there is no file ${directory.resolve('nowhere.groovy')}"]
    lint("include 'one.groovy'") == ["two.groovy:2:1: scripts include each other: one.groovy -> two.groovy -> one.groovy: remove one 'include'"]
    lint("include 'bad.groovy'") == [
        "bad.groovy:1:1: app 'x' does nothing: give it a command '...' or run { ... }",
        "bad.groovy:1:12: unknown word 'comand' in an app: did you mean 'command'?"]
    reader().lint(directory.resolve('gone.groovy'), [:], [])*.toString() ==
        ["gone.groovy: the script cannot be read: there is no file ${directory.resolve('gone.groovy')}"]
  }

  def "invalid patterns are reported before anything runs"() {
    expect:
    lint(APPS + "def one = job('a')\njob('a') { inputs from: one, files: 'x[z-a]' }") == ["wf.groovy:3:30: 'x[z-a]' is not a pattern: check its brackets"]
    lint("app('a') { command 'x'; cleanup '*.tmp', '[[:foo:]]' }")[0].startsWith("wf.groovy:1:25: '[[:foo:]]' is not a pattern: the classes are alnum")
  }

  def "missing input files are reported before anything runs"() {
    given:
    file('data/here.txt', 'x')
    file('data/deep/er.csv', 'x')
    def missing = { pattern, at -> ["wf.groovy:$at: no file matches '$pattern': searched in $directory; add optional: true if there may be none".toString()] }

    expect:
    lint(APPS + "job('a') { inputs files: ['data/*.txt', 'data/here.txt', 'data/**/*.csv', '*/deep/er.?sv', '$directory/data'] }") == []
    lint(APPS + "job('a') { inputs files: 'data/*.csv' }") == missing('data/*.csv', '2:19')
    lint(APPS + "job('a') { inputs files: 'gone.txt' }") == missing('gone.txt', '2:19')
    lint(APPS + "job('a') { inputs files: 'gone/*', optional: true }") == []
    lint(APPS + "def first = job('a')\njob('a') { after first; inputs files: 'gone/*' }") == []
  }

  def "jobs that no node can run are named when the nodes are known"() {
    given:
    def script = file('wf.groovy', "app('a') { command 'x' }\n3.times { job('a') { ranksPerNode 4; gpusPerRank 4 } }")
    def nodes = [new Node('n1', (0..<8).toList(), (0..<4).toList())]

    expect:
    reader().lint(script, [:], []).empty
    with(reader().lint(script, [:], nodes)) {
      size() == 1
      first().toString().startsWith('wf.groovy:2:11: the job can never run here: ')
    }
  }

  def "jobs that need more than nodes and site have, or unknown resources, are reported: #word"() {
    given:
    def script = file('wf.groovy', "app('a') { command 'x' }\njob('a') { $word }")
    def nodes = [new Node('n1', [0], [], [], 4L << 30, [fpga: 1])]

    expect:
    reader().lint(script, [:], Capacity.of(nodes, [licence: 2]))*.toString() == ["wf.groovy:2:1: the job can never run here: $why".toString()]
    reader().lint(script, [:], Capacity.of([], [licence: 2])).empty == ofNodes

    where:
    word                     | ofNodes || why
    "memory '5 GB'"          | true    || 'needs 5 GB of memory on one node, the largest node has 4 GB'
    "resource 'fgpa'"        | true    || "needs 1 of 'fgpa' on one node, no node has any: did you mean 'fpga'?"
    "resource 'licenses', 1" | true    || "needs 1 of 'licenses' on one node, no node has any: did you mean 'licence'?"
    "resource 'licence', 3"  | false   || "needs 3 of 'licence', the site has 2"
  }

  def "all problems are reported at once, in the order of the script, each with its lines"() {
    when:
    def problems = reader().lint(file('wf.groovy', '''\
      app('a') {
      \tcomand 'x'
          run { 1 }
      }
      job('a') { nods 3 }
      '''), [:], [])

    then:
    problems*.frame() == [
        "  1 | app('a') {\n  2 | \tcomand 'x'\n    | \t^^^^^^",
        "  4 | }\n  5 | job('a') { nods 3 }\n    |            ^^^^"]
  }

  def "a thousand bad jobs of one loop are reported once"() {
    expect:
    lint(APPS + "1000.times { i -> job('a') { nodes(-i) } }").size() == 3
  }
}
