"""Write the committed reference values anew; run it by `make baseline` and say why in the change log."""

from pathlib import Path
from tempfile import TemporaryDirectory

from experiments import REFERENCES, questions, repeated
from small import REFERENCE, small

if __name__ == "__main__":
    REFERENCE.parent.mkdir(parents=True, exist_ok=True)
    small().to_csv(REFERENCE, index=False, float_format="%.12g")
    print(f"renewed {REFERENCE.relative_to(REFERENCE.parents[2])}")
    REFERENCES.mkdir(parents=True, exist_ok=True)
    for question in questions():
        with TemporaryDirectory() as results:
            path = REFERENCES / f"{question.name}.csv"
            repeated(question, Path(results)).to_csv(path, index=False, float_format="%.12g")
            print(f"renewed {path.relative_to(path.parents[3])}")
