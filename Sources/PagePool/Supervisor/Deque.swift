/// A queue with two ends.
struct Deque<Element>: Sequence {
    /// The first elements, the very first one at the end.
    private var front: [Element] = []
    private var back: [Element] = []

    var count: Int { front.count + back.count }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) { back.append(element) }

    mutating func prepend(_ element: Element) { front.append(element) }

    /// Takes the first element; there must be one.
    mutating func removeFirst() -> Element {
        if front.isEmpty {
            // Every element is turned over once, so that the cost of a removal is constant on average.
            front = back.reversed()
            back = []
        }
        // Nothing may stay behind: an element can hold a large message, or memory that others wait to be released.
        return front.removeLast()
    }

    func makeIterator() -> some IteratorProtocol<Element> {
        (front.reversed() + back).makeIterator()
    }
}
