// Which words does Shakespeare use most in six of his sonnets? One job counts the words of each
// text, one adds the counts up when all are there, one picks the winners.

param 'top', default: 10, help: 'how many words the last job names'

app('count') {
    description 'How often each word occurs in one text'
    environment LC_ALL: 'C'
    command '''
        tr -cs "A-Za-z'" '\\n' < {{poem}}.txt | tr A-Z a-z | sed "s/^'*//; s/'*$//" | grep . |
        sort | uniq -c | awk '{ print $2 "\\t" $1 }' > {{poem}}.tsv
    '''
}

app('add') {
    description 'Adds up the counts of all texts, the most frequent word first'
    environment LC_ALL: 'C'
    command '''
        cat sonnet-*.tsv | awk '{ n[$1] += $2 } END { for (word in n) print word "\\t" n[word] }' |
        sort -k2,2nr -k1,1 > words.tsv
    '''
}

app('winners') {
    description 'The most frequent words, as the value of the job'
    run { top -> new File(job.parents[0].workdir, 'words.tsv').readLines().take(top)*.split('\t')*.first() }
}

def counts = [18, 29, 55, 73, 116, 130].collect { number ->
    job('count') {
        workdir "count/$number"
        parameters poem: "sonnet-$number"
        inputs files: "corpus/sonnet-${number}.txt"
    }
}
def words = job('add') {
    workdir 'words'
    inputs from: counts, files: 'sonnet-*.tsv'
}
job('winners') {
    workdir 'winners'
    parameters top: params.top
    after words
}
