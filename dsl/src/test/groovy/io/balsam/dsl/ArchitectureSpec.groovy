package io.balsam.dsl

import io.balsam.build.HouseRules

class ArchitectureSpec extends HouseRules {

    int moreThan() { 3 }

    List<List<String>> knownCircles() {
        [
            ['AppBlock', 'Block', 'DeclaredJob', 'FunctionBlock', 'FunctionBody', 'HookBlock', 'HookCode',
             'JobBlock', 'JobView', 'Jobs', 'Marks', 'Names', 'Params', 'Reading', 'ScriptParams', 'Submission',
             'SubmitBlock', 'Texts', 'WorkflowScript'],
            ['ScriptText', 'SourcePosition'],
        ]
    }

    boolean groovy() { true }

    List<String> ours() { ['io.balsam.dsl', 'io.balsam.engine', 'io.balsam.spi'] }
}
