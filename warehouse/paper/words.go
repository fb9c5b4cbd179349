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
	wDock         = phrase{"Рампа", "Рампа", "Dock"}
	wCopy         = phrase{"копия", "копія", "copy"}
)
