app('greet') {
    command 'echo Hello, {{name}}! > greeting.txt'
}

['Ada', 'Grace', 'Edsger'].each { who ->
    job('greet') { workdir who; parameters name: who }
}
