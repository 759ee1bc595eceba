import PageLayout
import Testing

@Suite("Page boxes")
struct PageBoxesTests {
    private let media = Rectangle(0, 0, 600, 800)

    @Test("Every box falls back on the MediaBox when nothing else is there", arguments: PageBox.allCases)
    func onlyMedia(box: PageBox) throws {
        let (rectangle, notes) = try PageBoxes(media: media).effective(box)
        #expect(rectangle == media)
        #expect(notes.isEmpty)
    }

    @Test("Bleed, trim and art fall back on the CropBox", arguments: [PageBox.bleed, .trim, .art, .crop])
    func cropIsDefault(box: PageBox) throws {
        let crop = Rectangle(10, 20, 500, 700)
        let (rectangle, notes) = try PageBoxes(media: media, crop: crop).effective(box)
        #expect(rectangle == crop)
        #expect(notes.isEmpty)
    }

    @Test("Each box is the one that its name says")
    func ownBoxes() throws {
        let boxes = PageBoxes(
            media: media,
            crop: Rectangle(1, 1, 101, 101),
            bleed: Rectangle(2, 2, 102, 102),
            trim: Rectangle(3, 3, 103, 103),
            art: Rectangle(4, 4, 104, 104)
        )
        let corners = try PageBox.allCases.map { try boxes.effective($0).box.x0 }
        #expect(corners == [1, 0, 3, 2, 4])
    }

    @Test("Boxes are cut by the MediaBox", arguments: [PageBox.crop, .bleed, .trim, .art])
    func cutByMedia(box: PageBox) throws {
        let large = Rectangle(-100, 50, 300, 9000)
        let boxes = PageBoxes(media: media, crop: large, bleed: large, trim: large, art: large)
        let (rectangle, notes) = try boxes.effective(box)
        #expect(rectangle == Rectangle(0, 50, 300, 800))
        #expect(notes.isEmpty)
    }

    @Test("Corners may be in any order, negative and away from the origin")
    func cornerOrder() throws {
        let boxes = PageBoxes(media: Rectangle(300, 500, -300, -100), crop: Rectangle(-200, 400, -100, -50))
        #expect(try boxes.effective(.media).box == Rectangle(-300, -100, 300, 500))
        let crop = try boxes.effective(.crop).box
        #expect(crop == Rectangle(-200, -50, -100, 400))
        #expect(try boxes.uprightSize(of: crop) == Size(width: 100, height: 450))
    }

    @Test("A missing MediaBox is US Letter, with a note")
    func missingMedia() throws {
        let (rectangle, notes) = try PageBoxes().effective(.crop)
        #expect(rectangle == Rectangle(0, 0, 612, 792))
        #expect(notes.count == 1)
        #expect(notes.first?.contains("no MediaBox") == true)
    }

    @Test(
        "A MediaBox that cannot be drawn refuses the page",
        arguments: [
            Rectangle(0, 0, 0, 0), Rectangle(5, 5, 5, 100), Rectangle(0, 0, 0.9, 100), Rectangle(0, 0, 100, 0.9),
            Rectangle(0, 0, .infinity, 100), Rectangle(0, .nan, 100, 100), Rectangle(0, 0, 1.1e7, 100),
            Rectangle(2e7, 0, 2e7 + 100, 100), Rectangle(-9e6, 0, 9e6, 100),
        ]
    )
    func degenerateMedia(media: Rectangle) throws {
        let boxes = PageBoxes(media: media, crop: Rectangle(0, 0, 50, 50))
        #expect(try refusal { try boxes.effective(.crop) }.kind == .unusablePage)
    }

    @Test(
        "An unusable CropBox gives way to the MediaBox, with a note",
        arguments: [
            Rectangle(0, 0, 0, 0), Rectangle(700, 0, 900, 100), Rectangle(600, 0, 700, 800), Rectangle(0, 0, .nan, 100),
            Rectangle(0, 0, .infinity, 100),
        ]
    )
    func unusableCrop(crop: Rectangle) throws {
        let (rectangle, notes) = try PageBoxes(media: media, crop: crop).effective(.crop)
        #expect(rectangle == media)
        #expect(notes.count == 1)
        #expect(notes.first?.contains("CropBox") == true)
    }

    @Test("An unusable TrimBox gives way to the CropBox, with a note")
    func unusableTrim() throws {
        let crop = Rectangle(10, 10, 100, 100)
        let boxes = PageBoxes(media: media, crop: crop, trim: Rectangle(-50, -50, -10, -10))
        let (rectangle, notes) = try boxes.effective(.trim)
        #expect(rectangle == crop)
        #expect(notes.count == 1)
        #expect(notes.first?.contains("TrimBox") == true)
    }

    @Test("Boxes that are not asked for give no notes")
    func quietAboutOthers() throws {
        let boxes = PageBoxes(media: media, crop: Rectangle(0, 0, 0, 0), trim: Rectangle(0, 0, 9, 9))
        #expect(try boxes.effective(.trim).notes.isEmpty)
        #expect(try boxes.effective(.media).notes.isEmpty)
        #expect(try boxes.effective(.art).notes.count == 1)
    }

    @Test("A box with less than a unit inside the MediaBox refuses the page", arguments: [0.5, 599.5])
    func sliver(edge: Double) throws {
        let crop = edge < 1 ? Rectangle(0, 0, edge, 100) : Rectangle(edge, 0, 900, 100)
        #expect(try refusal { try PageBoxes(media: media, crop: crop).effective(.crop) }.kind == .unusablePage)
        #expect(try PageBoxes(media: media, crop: Rectangle(599, 0, 900, 1)).effective(.crop).box.width == 1)
    }

    @Test(
        "Rotations go to a quarter turn from 0 to 270",
        arguments: [
            (0, 0), (90, 90), (180, 180), (270, 270), (360, 0), (450, 90), (-90, 270), (-360, 0), (-450, 270), (44, 0),
            (45, 90), (134, 90), (314, 270), (315, 0), (359, 0), (-1, 0), (-46, 270), (Int.min, 0), (Int.max, 0),
        ]
    )
    func rotation(raw: Int, effective: Int) throws {
        let boxes = PageBoxes(media: media, rotation: raw)
        #expect(boxes.effectiveRotation == effective)
        #expect(try boxes.effective(.crop).notes.count == (raw % 90 == 0 ? 0 : 1))
        let turned = effective == 90 || effective == 270
        let size = Size(width: turned ? 800 : 600, height: turned ? 600 : 800)
        #expect(try boxes.uprightSize(of: media) == size)
    }

    @Test("UserUnit scales the page")
    func userUnit() throws {
        let boxes = PageBoxes(media: media, rotation: 90, userUnit: 2.5)
        #expect(try boxes.uprightSize(of: media) == Size(width: 2000, height: 1500))
        #expect(try boxes.effective(.media).box == media)
        #expect(try boxes.effective(.media).notes.isEmpty)
    }

    @Test("An unusable UserUnit counts as 1, with a note", arguments: [0, -1, Double.nan, .infinity])
    func unusableUserUnit(userUnit: Double) throws {
        let boxes = PageBoxes(media: media, userUnit: userUnit)
        #expect(try boxes.uprightSize(of: media) == Size(width: 600, height: 800))
        #expect(try boxes.effective(.crop).notes.count == 1)
    }

    @Test("A size beyond arithmetic refuses the page")
    func overflow() throws {
        let boxes = PageBoxes(media: media, userUnit: 1e307)
        #expect(try refusal { try boxes.uprightSize(of: media) }.kind == .unusablePage)
    }
}
