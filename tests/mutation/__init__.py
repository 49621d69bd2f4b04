"""Every small mistake that can be made in the rules, and the share of them that the tests notice.

python -m tests.mutation                         300 of all, by a seed
python -m tests.mutation graph/rules/drift       all of these files
python -m tests.mutation --sample 50 --seed 7
"""
