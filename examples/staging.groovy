// Words of texts that lie somewhere else: each text is brought from the location 'archive', and its
// table of words goes back there. Where that is, and how it is reached, is a matter of the settings.

param 'poems', default: '18,29,55,73,116,130', help: 'numbers of the sonnets'

app('count') {
    description 'How often each word occurs in one text'
    environment LC_ALL: 'C'
    command '''
        tr -cs "A-Za-z'" '\\n' < poem.txt | tr A-Z a-z | sed "s/^'*//; s/'*$//" | grep . |
        sort | uniq -c | awk '{ print $2 "\\t" $1 }' > words.tsv
    '''
    transfer 'poem', direction: 'in', path: 'poem.txt', description: 'the text'
    transfer 'words', direction: 'out', path: 'words.tsv', description: 'its words, with numbers'
}

params.poems.split(',').each { number ->
    job('count') {
        workdir "count/$number"
        transfers poem: "archive:/texts/sonnet-${number}.txt", words: "archive:/words/${number}.tsv"
    }
}
