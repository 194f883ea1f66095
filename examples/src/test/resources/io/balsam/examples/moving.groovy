// Each job takes one file of the location 'far', compares it with what was put there, and sends it back.

param 'original', type: 'String', help: 'directory of the files'
param 'files', default: 1
param 'via', default: ''

app('compare') {
    command 'cmp in.dat {{original}} && cp in.dat out.dat'
    transfer 'from', direction: 'in', path: 'in.dat', via: params.via, checksum: true
    transfer 'to', direction: 'out', path: 'out.dat', via: params.via, checksum: true
}

(1..params.files).each { number ->
    job('compare') {
        parameters original: "${params.original}/${number}"
        transfers from: "far:/in/${number}", to: "far:/out/${number}"
    }
}
