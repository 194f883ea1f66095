// Files and directories of all names come from a location under their own name, and go back to it.

param 'original', type: 'String', help: 'directory of what comes'
param 'ways', type: 'String', help: 'transfers, each with a location of its name'

params.ways.split(',').each { way ->
    [file: false, tree: true].each { kind, recursive ->
        app("${way}_$kind") {
            parameter 'name'
            command 'cp -RH -- {{name}} result'
            transfer 'from', direction: 'in', path: '.', recursive: recursive, via: way
            transfer 'to', direction: 'out', path: 'result', recursive: recursive, via: way
        }
    }
    new File(params.original).listFiles().sort().each { original ->
        job("${way}_${original.directory ? 'tree' : 'file'}") {
            parameters name: original.name
            transfers from: "${way}:/in/${original.name}", to: "${way}:/out/${way}/${original.name}"
        }
    }
}
