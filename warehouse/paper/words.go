package paper

import "warehouse-node/warehouse/measure"

// Everything that a paper says by itself, in each language. Words that come
// from the store (names, reasons) are in whatever language people wrote them.
var (
	kilogram  = phrase{"кг", "кг", "kg"}
	unitNames = map[measure.Unit]phrase{
		measure.Piece:            {"шт", "шт", "pcs"},
		measure.Gram:             {"г", "г", "g"},
		measure.Millilitre:       {"мл", "мл", "ml"},
		measure.Millimetre:       {"мм", "мм", "mm"},
		measure.SquareCentimetre: {"см²", "см²", "cm²"},
	}

	wForgotten = phrase{"данные удалены", "дані видалено", "data deleted"}
	wPage      = phrase{"стр.", "стор.", "page"}
	wOf        = phrase{"из", "з", "of"}
	wPrinted   = phrase{"Напечатано", "Надруковано", "Printed"}
	wTotal     = phrase{"Итого", "Разом", "Total"}
	wNo        = phrase{"№", "№", "No."}
	wSite      = phrase{"Склад", "Склад", "Warehouse"}
	wOrder     = phrase{"Заказ", "Замовлення", "Order"}
	wOrders    = phrase{"Заказы", "Замовлення", "Orders"}
	wItem      = phrase{"Товар", "Товар", "Item"}
	wArticle   = phrase{"Артикул", "Артикул", "Article"}
	wQty       = phrase{"Количество", "Кількість", "Quantity"}
	wWeight    = phrase{"Вес", "Вага", "Weight"}
	wDate      = phrase{"Дата", "Дата", "Date"}
	wCourier   = phrase{"Перевозчик", "Перевізник", "Carrier"}
	wComment   = phrase{"Комментарий", "Коментар", "Comment"}
	wParcel    = phrase{"Посылка", "Посилка", "Parcel"}
	wParcels   = phrase{"Посылок", "Посилок", "Parcels"}

	wPickList = phrase{"Лист подбора", "Лист відбору", "Pick list"}
	wPicker   = phrase{"Сборщик", "Комплектувальник", "Picker"}
	wTotes    = phrase{"Тара", "Тара", "Totes"}
	wCutoff   = phrase{"Отправка до", "Відправка до", "Leaves by"}
	wBin      = phrase{"Ячейка", "Комірка", "Bin"}
	wLot      = phrase{"Партия", "Партія", "Lot"}
	wExpires  = phrase{"годен до", "придатний до", "expires"}
	wInto     = phrase{"Куда", "Куди", "Into"}
	wTaken    = phrase{"Взято", "Взято", "Taken"}
	wLines    = phrase{"Строк", "Рядків", "Lines"}
	wPickedBy = phrase{"Собрал", "Зібрав", "Picked by"}

	wPackingSlip = phrase{"Упаковочный лист", "Пакувальний лист", "Packing slip"}
	wBuyer       = phrase{"Получатель", "Одержувач", "Recipient"}
	wAddress     = phrase{"Адрес", "Адреса", "Address"}
	wPhone       = phrase{"Телефон", "Телефон", "Phone"}
	wSeller      = phrase{"Продавец", "Продавець", "Seller"}
	wPrice       = phrase{"Цена", "Ціна", "Price"}
	wSum         = phrase{"Сумма", "Сума", "Amount"}
	wInParcel    = phrase{"В посылке", "У посилці", "In this parcel"}
	wPackedBy    = phrase{"Упаковал", "Запакував", "Packed by"}
	wDiscount    = phrase{"Скидка", "Знижка", "Discount"}
	wDelivery    = phrase{"Доставка", "Доставка", "Delivery"}
	wPaid        = phrase{"Оплачено", "Сплачено", "Paid"}
	wToPay       = phrase{"К оплате", "До сплати", "To pay"}

	wManifest     = phrase{"Акт приёма-передачи", "Акт приймання-передачі", "Hand-over list"}
	wSender       = phrase{"Отправитель", "Відправник", "Sender"}
	wCity         = phrase{"Город", "Місто", "City"}
	wCOD          = phrase{"Наложенный платёж", "Накладений платіж", "Cash on delivery"}
	wHandedBy     = phrase{"Сдал", "Здав", "Handed over by"}
	wTakenBy      = phrase{"Принял", "Прийняв", "Received by"}
	wSignature    = phrase{"подпись", "підпис", "signature"}
	wName         = phrase{"Ф. И. О.", "П. І. Б.", "name"}
	wManifestSays = phrase{
		"Отправитель передал, а перевозчик принял перечисленные посылки, упаковка не нарушена.",
		"Відправник передав, а перевізник прийняв перелічені посилки, упаковка не порушена.",
		"The sender has handed over and the carrier has received the parcels listed, with their packaging intact.",
	}

	wCommandSheet = phrase{"Команды", "Команди", "Commands"}
	wNoCommand    = phrase{"Без штрихкода", "Без штрихкоду", "No barcode"}
	wTyped        = phrase{"выбор из списка, количество, партия, срок, вес", "вибір зі списку, кількість, партія, термін, вага", "a choice from a list, quantity, lot, expiry, weight"}
	wEnrolSheet   = phrase{"Новый терминал", "Новий термінал", "New handheld"}
	wEnrolUntil   = phrase{"Листок действует до", "Аркуш діє до", "This sheet is good until"}
	wTrust        = phrase{"1. Доверять складу", "1. Довіряти складу", "1. Trust the warehouse"}
	wTrustSays    = phrase{
		"Отсканируйте и установите сертификат: «Настройки → Безопасность → Установить сертификат ЦС». Один раз на каждый терминал. Отпечаток SHA-256 должен совпасть:",
		"Відскануйте й установіть сертифікат: «Налаштування → Безпека → Встановити сертифікат ЦС». Один раз на кожен термінал. Відбиток SHA-256 має збігтися:",
		"Scan and install the certificate: “Settings → Security → Install a CA certificate”. Once for each handheld. The SHA-256 fingerprint must be the same:",
	}
	wLetIn     = phrase{"2. Впустить терминал", "2. Впустити термінал", "2. Let the handheld in"}
	wLetInSays = phrase{
		"Отсканируйте и откройте: терминал запомнится под этим именем. Код годится один раз. Дальше входите бейджем.",
		"Відскануйте й відкрийте: термінал запам'ятається під цим іменем. Код діє один раз. Далі входьте бейджем.",
		"Scan and open: the handheld is remembered by this name. The code works once. From then on log in by badge.",
	}
	wDock = phrase{"Рампа", "Рампа", "Dock"}
	wCopy = phrase{"копия", "копія", "copy"}
)
