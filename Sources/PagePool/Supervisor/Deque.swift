/// A queue with two ends.
struct Deque<Element>: Sequence {
    private var front: [Element] = []
    private var back: [Element] = []
    private var taken = 0

    var count: Int { front.count + back.count - taken }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) { back.append(element) }

    mutating func prepend(_ element: Element) { front.append(element) }

    /// Takes the first element; there must be one.
    mutating func removeFirst() -> Element {
        if let element = front.popLast() { return element }
        let element = back[taken]
        taken += 1
        // Moving the rest down now and then keeps the cost of a removal constant on average.
        if taken > 64, taken * 2 > back.count {
            back.removeFirst(taken)
            taken = 0
        }
        return element
    }

    func makeIterator() -> some IteratorProtocol<Element> {
        (front.reversed() + back[taken...]).makeIterator()
    }
}
