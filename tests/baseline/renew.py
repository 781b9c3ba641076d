"""Write the committed reference values anew; run it by `make baseline` and say why in the change log."""

from small import REFERENCE, small

if __name__ == "__main__":
    REFERENCE.parent.mkdir(parents=True, exist_ok=True)
    small().to_csv(REFERENCE, index=False, float_format="%.12g")
    print(f"renewed {REFERENCE.relative_to(REFERENCE.parents[2])}")
