from migrant_sim.reports.labelling import Box, place_names

AREA = Box(0, 0, 400, 200)


def test_names_stand_apart_inside_the_area_and_clear_of_what_is_taken():
    dots = [(200.0 + 2 * i, 100.0 + i) for i in range(8)]
    taken = [Box(x - 4, y - 4, x + 4, y + 4) for x, y in dots]
    boxes = [spot.box for spot in place_names(dots, [(70.0, 9.0)] * len(dots), taken, AREA)]
    for number, box in enumerate(boxes):
        assert not any(box.meets(other) for other in [*boxes[:number], *taken])
        assert box.left >= 0 and box.right <= AREA.right and box.bottom >= 0 and box.top <= AREA.top


def test_a_lone_name_stands_at_the_right_and_at_the_edge_at_the_left():
    middle, edge = (place_names([dot], [(60.0, 9.0)], [], AREA)[0] for dot in ((50.0, 50.0), (390.0, 50.0)))
    assert middle.box.left > 50.0 and not middle.tied
    assert edge.box.right < 390.0


def test_without_room_the_name_is_still_there():
    assert len(place_names([(5.0, 5.0)], [(900.0, 9.0)], [], AREA)) == 1
