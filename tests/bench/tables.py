"""What was measured as tables, plain or in Markdown."""

import works


def render(headings, rows, markdown):
    """The first column is text, columns whose heading begins with '>' are numbers and stand to the right."""
    right = [heading.startswith(">") for heading in headings]
    table = [[heading.lstrip(">") for heading in headings]] + [list(row) for row in rows]
    if markdown:
        lines = ["| " + " | ".join(row) + " |" for row in table]
        lines.insert(1, "|" + "|".join("--:" if is_right else "---" for is_right in right) + "|")
        return "\n".join(lines)
    widths = [max(len(row[i]) for row in table) for i in range(len(headings))]
    lines = [
        "  ".join(cell.rjust(width) if is_right else cell.ljust(width) for cell, width, is_right in zip(row, widths, right)).rstrip() for row in table
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def seconds(value):
    return "%.0f ms" % (value * 1000) if value < 0.1 else "%.2f s" % value


def part(own, other):
    """Evenhand's time as a part of another's."""
    return "–" if other <= 0 or own <= 0 else "1/%.1f" % (other / own) if own < other else "%.1f times" % (own / other)


def by_processor_time(target, figures):
    """What a target of time comes to in processor time, which other work of the machine disturbs least."""
    own = figures["evenhand"]
    if target.what == "peer":
        return part(own.cpu, figures[target.peer].cpu) if target.peer in figures else "–"
    return seconds(own.cpu) if target.what == "seconds" else ""


def targets(results, markdown):
    rows = []
    for result in results:
        own = result.figures["evenhand"]
        lead = [result.work.title, seconds(own.wall), seconds(own.cpu), "%.0f" % own.peak, result.digest]
        for target in result.work.targets:
            value = works.target_value(target, result.figures)
            rows.append(lead + [works.target_text(target), works.value_text(target, value), by_processor_time(target, result.figures), works.verdict(target, value)])
            lead = [""] * len(lead)
    return render(["work", ">wall", ">CPU", ">peak MiB", ">digest", "target", ">measured", ">by CPU", "met"], rows, markdown)


def tools(results, markdown):
    rows = []
    for result in results:
        own, title = result.figures["evenhand"], result.work.title
        for name in ("evenhand",) + result.work.peers:
            it = result.figures.get(name)
            if it is None:
                continue
            spread = "%s (%s-%s)" % (seconds(it.wall), seconds(it.fastest), seconds(it.slowest))
            compared = ["", ""] if name == "evenhand" else [part(own.wall, it.wall), part(own.cpu, it.cpu)]
            rows.append([title, name, spread, seconds(it.cpu), "%.0f" % it.peak] + compared)
            title = ""
    return render(["work", "tool", ">wall (least-most)", ">CPU", ">peak MiB", ">Evenhand's wall", ">Evenhand's CPU"], rows, markdown)
