# The jobs of a shape; what a job writes goes to its output file, which is how snakemake knows it is done.
def parents(wildcards):
    n = int(wildcards.n)
    if SHAPE == 'CHAIN':
        return [] if n == 0 else [f'stamps/{n - 1}.stdout']
    if SHAPE == 'FAN':
        return [] if n == 0 else ['stamps/0.stdout'] if n < JOBS - 1 else [f'stamps/{m}.stdout' for m in range(1, JOBS - 1)]
    return []

rule all:
    input: [f'stamps/{n}.stdout' for n in range(JOBS)]

rule step:
    input: parents
    output: 'stamps/{n}.stdout'
    shell: COMMAND + ' > {output}'
